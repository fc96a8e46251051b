import type { HostEvents, HostMethods, PageEvents, PageMethods } from '../src/protocol/page.js';
import { connect, type Events, type Frame, type Methods, type Peer } from '../src/protocol/rpc.js';
import type { TeamEvents, TeamMethods } from '../src/protocol/team.js';

/** The editor's side, as the page sees it. This module alone touches `acquireVsCodeApi`. */
export interface Host
  extends Pick<Peer<HostMethods & TeamMethods, PageEvents, HostEvents & TeamEvents>, 'call' | 'on'> {
  /** Ids of closed notices; they last as long as the view, also while it is hidden. */
  readonly closedNotices: readonly string[];
  keepClosedNotices(ids: readonly string[]): void;
}

interface EditorApi {
  postMessage(message: Frame): void;
  getState(): unknown;
  setState(state: unknown): void;
}

interface ViewMemory {
  readonly closedNotices: readonly string[];
}

interface EditorPeer<Theirs extends Methods, In extends Events>
  extends Pick<Peer<Theirs, PageEvents, In>, 'call' | 'on'> {
  /** What was kept last, by this document or one before it in its place. */
  readonly kept: unknown;
  keep(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** Joins a page to the extension. Call once: the editor hands out its API a single time. */
export function connectEditor<Theirs extends Methods, In extends Events>(): EditorPeer<Theirs, In> {
  const editor = acquireVsCodeApi();
  const { call, on } = connect<PageMethods, Theirs, PageEvents, In>({
    wire: { send: (frame) => editor.postMessage(frame), listen: listenToWindow },
    handlers: {},
    newCancellation: () => new AbortController(),
  });
  return { call, on, kept: editor.getState(), keep: (state) => editor.setState(state) };
}

/** The sidebar's page and its host. */
export function connectHost(): Host {
  const { call, on, kept, keep } = connectEditor<HostMethods & TeamMethods, HostEvents & TeamEvents>();
  return {
    call,
    on,
    closedNotices: memoryOf(kept).closedNotices,
    keepClosedNotices: (closedNotices) => keep({ closedNotices } satisfies ViewMemory),
  };
}

/** The document dies with the view, and the wire with it: there is no close to hear. */
function listenToWindow(onFrame: (frame: Frame) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isFrame(event.data)) onFrame(event.data);
  });
}

function isFrame(data: unknown): data is Frame {
  return typeof data === 'object' && data !== null && 't' in data && typeof data.t === 'string';
}

function memoryOf(state: unknown): ViewMemory {
  const ids = (state as Partial<ViewMemory> | null | undefined)?.closedNotices;
  return { closedNotices: Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [] };
}
