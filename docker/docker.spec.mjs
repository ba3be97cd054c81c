import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');

/** Secrets named by the example and known by no file. */
const SECRETS = /(PASSWORD|SECRET)$/;
/** Ends by itself, or speaks to nobody: there is nothing to ask whether it is well. */
const WITHOUT_HEALTHCHECK = ['migrate', 'worker'];

/**
 * @typedef {{ image?: string, build?: { dockerfile: string, target?: string }, restart?: string, environment?: Record<string, string>, ports?: string[], volumes?: string[], healthcheck?: object, depends_on?: Record<string, { condition: string }>, deploy?: { replicas: number } }} Service
 */

describe('the compose file', () => {
  const text = read('docker/compose.yaml');
  /** @type {{ services: Record<string, Service>, volumes: Record<string, unknown> }} */
  const compose = parse(text, { merge: true });
  const services = Object.entries(compose.services);

  it('has the database, the queue, a mail catcher, the API, two workers and the web', () => {
    assert.deepEqual(Object.keys(compose.services).sort(), [
      'api',
      'mail',
      'migrate',
      'postgres',
      'redis',
      'web',
      'worker',
    ]);
    assert.equal(compose.services['worker']?.deploy?.replicas, 2);
  });

  it('starts the services only on a migrated database', () => {
    for (const name of ['api', 'worker']) {
      const condition = compose.services[name]?.depends_on?.['migrate']?.condition;
      assert.equal(condition, 'service_completed_successfully');
    }
  });

  it('tells for every service whether it is well', () => {
    const silent = services.filter(
      ([name, service]) =>
        service.healthcheck === undefined &&
        !isCheckedByImage(service) &&
        !WITHOUT_HEALTHCHECK.includes(name),
    );
    assert.deepEqual(silent, []);
  });

  it('waits only for services that tell whether they are well', () => {
    for (const [, service] of services) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        const awaited = compose.services[name];
        assert.ok(awaited, name);
        if (condition === 'service_healthy')
          assert.ok(awaited.healthcheck ?? isCheckedByImage(awaited));
      }
    }
  });

  it('holds no secret, and does not start without one', () => {
    const names = [...text.matchAll(/\$\{([A-Z_]+)(:?[-?][^}]*)?\}/g)];
    const secrets = names.filter(([, name]) => SECRETS.test(String(name)));
    assert.ok(secrets.length >= 5);
    for (const name of new Set(secrets.map(([, secret]) => secret))) {
      assert.ok(
        secrets.some(([, secret, rule]) => secret === name && rule?.startsWith(':?')),
        String(name),
      );
      assert.ok(
        !secrets.some(([, secret, rule]) => secret === name && rule?.startsWith(':-')),
        String(name),
      );
    }
  });

  it('asks for nothing the example of its settings does not name', () => {
    const named = [...read('docker/env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    const defaults = ['LOG_LEVEL', 'MAIL_PORT'];
    for (const [, name] of text.matchAll(/\$\{([A-Z_]+)/g)) {
      assert.ok(named.includes(name) || defaults.includes(String(name)), name);
    }
  });

  it('gives the server only settings it reads', () => {
    const known = [...read('apps/api/src/config/env.ts').matchAll(/^ {2}([A-Z_]+):/gm)].map(
      ([, name]) => name,
    );
    assert.ok(known.includes('DATABASE_APP_URL'));
    for (const name of ['api', 'worker', 'migrate']) {
      for (const variable of Object.keys(compose.services[name]?.environment ?? {})) {
        assert.ok(known.includes(variable), `${name}: ${variable}`);
      }
    }
  });

  it('opens ports to this machine only', () => {
    for (const [, { ports }] of services) {
      for (const port of ports ?? []) assert.match(port, /^127\.0\.0\.1:/);
    }
  });

  it('uses images of a known version', () => {
    for (const [, { image }] of services) {
      if (image !== undefined) assert.match(image, /:v?\d/);
    }
  });

  it('mounts files that are there', () => {
    for (const [, { volumes }] of services) {
      for (const volume of volumes ?? []) {
        const source = volume.split(':')[0] ?? '';
        if (source.startsWith('.')) assert.ok(existsSync(join(root, 'docker', source)), source);
        else assert.ok(source in compose.volumes, source);
      }
    }
  });
});

for (const file of readdirSync(join(root, 'docker')).filter((name) =>
  name.startsWith('Dockerfile'),
)) {
  describe(`docker/${file}`, () => {
    const lines = instructionsOf(read(`docker/${file}`));
    const stages = lines.filter((line) => line.startsWith('FROM '));

    it('copies only what is there', () => {
      for (const line of lines.filter((l) => l.startsWith('COPY ') && !l.includes('--from='))) {
        for (const source of line.split(/\s+/).slice(1, -1)) {
          assert.ok(existsSync(join(root, source)), source);
        }
      }
    });

    it('copies from stages it has', () => {
      const names = stages.map((line) => line.split(' AS ')[1]);
      for (const line of lines) {
        const from = line.match(/--from=(\S+)/)?.[1];
        if (from !== undefined) assert.ok(names.includes(from), from);
      }
    });

    it('builds on images of a known version', () => {
      const own = stages.map((line) => line.split(' AS ')[1]);
      for (const line of stages) {
        const image = line.split(/\s+/)[1] ?? '';
        assert.ok(own.includes(image) || /:\d/.test(image), image);
      }
    });

    it('runs as a user without rights', () => {
      const last = lines.filter((line) => line.startsWith('USER ')).at(-1);
      assert.match(String(last), /^USER (node|nginx)$/);
    });

    it('has no secret in it', () => {
      for (const line of lines.filter((l) => /^(ENV|ARG) /.test(l)))
        assert.doesNotMatch(line, /PASSWORD|SECRET|TOKEN/);
    });
  });
}

describe('the targets the compose file builds', () => {
  it('are stages of their Dockerfiles', () => {
    const { services } = parse(read('docker/compose.yaml'), { merge: true });
    for (const { build } of /** @type {Service[]} */ (Object.values(services))) {
      if (build === undefined) continue;
      const dockerfile = read(build.dockerfile);
      if (build.target !== undefined)
        assert.match(dockerfile, new RegExp(` AS ${build.target}$`, 'm'));
    }
  });

  it('run files that the build makes', () => {
    for (const [, entry] of read('docker/Dockerfile.server').matchAll(
      /"dist\/apps\/api\/(\w+)\.js"/g,
    )) {
      assert.ok(existsSync(join(root, 'apps/api/src', `${entry}.ts`)), entry);
    }
  });
});

describe('the web server', () => {
  it('sends the content policy of the API, so the web runs under the same rules everywhere', () => {
    const sent =
      read('docker/web/security-headers.conf').match(/Content-Security-Policy "([^"]+)"/)?.[1] ??
      '';
    const inApi = [
      ...read('apps/api/src/http/security-headers.ts').matchAll(/^ {8}(\w+): \[(.*)\],$/gm),
    ].map(([, name, values]) => {
      const words = [...String(values).matchAll(/"([^"]+)"|'([^']+)'/g)].map(([, a, b]) => a ?? b);
      return [
        String(name).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
        ...words,
      ].join(' ');
    });
    assert.ok(inApi.length > 5);
    assert.deepEqual(sent.split(';').sort(), inApi.sort());
  });

  it('has balanced braces and an end to every directive', () => {
    const conf = read('docker/web/headroom.conf.template')
      .replaceAll(/#.*$/gm, '')
      .replaceAll(/\$\{\w+\}/g, 'x');
    const outsideStrings = conf.replaceAll(/"[^"]*"/g, 'x');
    assert.equal(outsideStrings.split('{').length, outsideStrings.split('}').length);
    for (const line of outsideStrings.split('\n').map((l) => l.trim())) {
      assert.match(line, /(^$|[;{}]$)/);
    }
  });
});

/**
 * @param {Service} service
 */
function isCheckedByImage({ build }) {
  return build !== undefined && (build.target === 'api' || build.dockerfile.endsWith('.web'));
}

/**
 * Lines of a Dockerfile, continued ones joined.
 * @param {string} text
 */
function instructionsOf(text) {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}
