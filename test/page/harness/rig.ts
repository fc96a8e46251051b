import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { bundlePage } from './bundles.js';
import { at } from './figures.js';
import { type ThemeName, testPageHtml } from './html.js';
import type { HostState } from './states.js';

export interface Opening {
  readonly state: HostState;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Do not wait for figures. */
  readonly unsettled?: boolean;
  readonly scale?: number;
}

export interface Rig {
  open(opening: Opening): Promise<Page>;
  /** Throws if a page threw. */
  stop(): Promise<void>;
}

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser and a server on loopback that shows the page as the editor would. Throws where no Chromium is found. */
export async function startRig(): Promise<Rig> {
  const executablePath = process.env['CHROMIUM'] ?? candidates.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error(`No Chromium at ${candidates.join(', ')}: install one or set CHROMIUM to its path.`);
  const [server, browser] = await Promise.all([serve(), chromium.launch({ executablePath, args: flags })]);
  const errors: Error[] = [];
  return {
    async open(opening) {
      const page = await browser.newPage(viewOf(opening));
      page.on('pageerror', (error) => errors.push(error));
      return show(page, server, opening);
    },
    async stop() {
      await browser.close();
      server.close();
      if (errors.length > 0) throw new AggregateError(errors, `The page threw: ${errors.join(', ')}`);
    },
  };
}

interface PageServer {
  readonly url: string;
  /** Gives a page an address. */
  add(html: (nonce: string) => string): string;
  close(): void;
}

async function serve(): Promise<PageServer> {
  const bundles = await bundlePage();
  const pages = new Map<string, (nonce: string) => string>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const page = pages.get(path);
    const body = page ? page(randomBytes(18).toString('base64url')) : bundles.get(path);
    const type = page ? 'text/html' : 'text/javascript';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    add(html) {
      const path = `/p${pages.size}`;
      pages.set(path, html);
      return url + path;
    },
    close: () => server.close(),
  };
}

function viewOf({ width = 300, height = 900, scale = 1 }: Opening): BrowserContextOptions {
  return { viewport: { width, height }, deviceScaleFactor: scale, reducedMotion: 'reduce', timezoneId: 'UTC' };
}

async function show(page: Page, server: PageServer, opening: Opening): Promise<Page> {
  const { state, theme = 'dark-modern', unsettled = false } = opening;
  await page.clock.setFixedTime(at + 2000);
  await page.goto(server.add((nonce) => testPageHtml(state, theme, nonce)));
  if (!unsettled) await page.locator('tally-you, tally-notice').first().waitFor();
  return page;
}
