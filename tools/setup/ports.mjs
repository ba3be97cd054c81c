import { connect, createServer } from 'node:net';
import { errorCode } from './failure.mjs';

/**
 * Tries to listen; says why not when that fails.
 * @param {number} port 0 for any
 * @param {string} host
 * @returns {Promise<{ port: number } | { code: string }>} `code` is a system error such as EADDRINUSE
 */
export function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve({ code: errorCode(error) }));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const given = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve({ port: given }));
    });
  });
}

/**
 * @param {number} port
 * @param {string} host
 */
export async function isFree(port, host) {
  return 'port' in (await tryPort(port, host));
}

/**
 * A port nobody listens on right now.
 * @param {string} host
 * @returns {Promise<number>}
 */
export async function freePort(host) {
  const answer = await tryPort(0, host);
  if ('code' in answer) throw new Error(`No free port on ${host}: ${answer.code}`);
  return answer.port;
}

/**
 * Whether something answers at an address.
 * @param {string} host
 * @param {number} port
 * @param {number} limitMs
 * @returns {Promise<boolean>}
 */
export function answers(host, port, limitMs) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: limitMs });
    const close = (/** @type {boolean} */ result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => close(true));
    socket.once('timeout', () => close(false));
    socket.once('error', () => close(false));
  });
}
