import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { bundlePage } from './bundles.js';
import { shown } from './deep.js';
import { at } from './figures.js';
import { testPageHtml } from './html.js';
import type { HostState } from './states.js';
import type { ThemeName } from './themes.js';

export interface Opening {
  readonly state: HostState;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Do not wait for figures. */
  readonly unsettled?: boolean;
  /** A page of its own instead of the one that all share: for a test that takes over its clock, and then closes it. */
  readonly alone?: boolean;
}

export interface Rig {
  /**
   * The page, loaded anew; what was opened before is gone. One page for all is five times as fast as one each: its
   * process and compiled code are kept, its document, stored state, size and pointer are not.
   */
  open(opening: Opening): Promise<Page>;
  /** Throws if a page threw. */
  stop(): Promise<void>;
}

interface BrowserModule {
  ensureBrowser(): Promise<string>;
}

/** The one finder of browsers, plain JavaScript beside this build: the browser that it installed is the one it finds. */
const finder = pathToFileURL(join(process.cwd(), 'test', 'vscode', 'rig', 'browser.mjs')).href;
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Hundreds of loads that last a second each: to optimise their code takes longer than it saves, a tenth of all. */
const loadedOften = '--js-flags=--no-opt --no-maglev';

interface Started {
  readonly server: PageServer;
  readonly browser: Browser;
}

async function start(flags: readonly string[]): Promise<Started> {
  const { ensureBrowser } = (await import(finder)) as BrowserModule;
  const executablePath = await ensureBrowser();
  const [server, browser] = await Promise.all([serve(), chromium.launch({ executablePath, args: [...flags] })]);
  return { server, browser };
}

async function stop({ server, browser }: Started): Promise<void> {
  await browser.close();
  server.close();
}

/** One for all test files of a Mocha process, which starts it with the first and stops it after the last. */
let ofAllFiles: Promise<Started> | undefined;
const inMocha = 'after' in globalThis;
if (inMocha) after(async () => ofAllFiles && stop(await ofAllFiles));

export interface RigOptions {
  /** Pixels of the screen for one of the page. */
  readonly scale?: number;
  /** A browser of its own, whose code becomes as fast as a person's does. */
  readonly timed?: boolean;
}

/** A browser and a server on loopback that shows the page as the editor would. Throws where there is no browser to be had. */
export async function startRig({ scale = 1, timed = false }: RigOptions = {}): Promise<Rig> {
  const own = timed || !inMocha;
  if (!own) ofAllFiles ??= start([...flags, loadedOften]);
  const started = await (own ? start(flags) : (ofAllFiles as Promise<Started>));
  const errors: Error[] = [];
  const pages: Page[] = [];
  async function newPage(): Promise<Page> {
    const page = await blankPage(started.browser, scale);
    page.on('pageerror', (error) => errors.push(error));
    pages.push(page);
    return page;
  }
  const shared = await newPage();
  return {
    open: async (opening) => show(opening.alone ? await newPage() : shared, started.server, opening),
    async stop() {
      await Promise.all(pages.map((page) => page.context().close()));
      if (own) await stop(started);
      if (errors.length > 0) throw new AggregateError(errors, `The page threw: ${errors.join(', ')}`);
    },
  };
}

/** The same for all tests of a suite; what a page threw fails the suite. */
export function useRig(options?: RigOptions): Pick<Rig, 'open'> {
  let rig: Rig;
  before(async () => {
    rig = await startRig(options);
  });
  after(() => rig.stop());
  return { open: (opening) => rig.open(opening) };
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
    const headers = page
      ? { 'content-type': 'text/html; charset=utf-8' }
      : { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'max-age=3600' };
    response.writeHead(body === undefined ? 404 : 200, headers).end(body ?? '');
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

async function blankPage(browser: Browser, deviceScaleFactor: number): Promise<Page> {
  const page = await browser.newPage({ deviceScaleFactor, reducedMotion: 'reduce', timezoneId: 'UTC' });
  await page.clock.setFixedTime(at + 2000);
  return page;
}

/** What is there once a page has its figures: an element or, where there are two selectors, in such a one the second. */
const settled = [
  ['tally-you, tally-badges, tally-team, tally-privacy, tally-erased, tally-notice'],
  ['tally-report', 'main > :nth-child(2)'],
  ['tally-share-card', 'img, .nothing, .failure'],
  ['tally-consent', '.size, .failure'],
] as const;

async function show(page: Page, server: PageServer, opening: Opening): Promise<Page> {
  const { state, theme = 'dark-modern', width = 300, height = 900, unsettled = false } = opening;
  await page.setViewportSize({ width, height });
  await page.mouse.move(0, 0);
  await page.goto(server.add((nonce) => testPageHtml(state, theme, nonce)));
  if (!unsettled) await shown(page, settled);
  return page;
}
