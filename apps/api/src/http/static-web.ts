import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

/** Where the build of the web lies, seen from the build of the API. */
export const WEB_ROOT = join(__dirname, '..', '..', 'web', 'browser');
const INDEX = 'index.html';
/** Files of a build have a hash of their content in their name; the page that names them does not. */
const HASHED_FILE = /-[A-Z0-9]{8}\.\w+$/;
/** Entries of the catalogue have dots in their names, as in `/catalog/models/llama-3.1-8b`. */
const PAGES_WITH_DOTS = /^\/catalog\//;
/** A last step such as `main.js.map` or `.env`. */
const FILE_NAME = /\.[^/]*$/;
const YEAR_SECONDS = 31_536_000;

/** Serves the web's files, and its page for every other address of a page. Nothing when there is no build. */
export function staticWeb(root: string): RequestHandler[] {
  if (!existsSync(join(root, INDEX))) return [];
  return [
    express.static(root, {
      index: false,
      setHeaders: (response, path) => {
        response.setHeader(
          'Cache-Control',
          HASHED_FILE.test(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
        );
      },
    }),
    (request, response, next) => {
      const isPage = request.method === 'GET' || request.method === 'HEAD';
      const isOurs = /^\/(api|health)(\/|$)/.test(request.path);
      const isFile = FILE_NAME.test(request.path) && !PAGES_WITH_DOTS.test(request.path);
      if (!isPage || isOurs || isFile || request.accepts('html') === false) return next();
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(INDEX, { root });
    },
  ];
}
