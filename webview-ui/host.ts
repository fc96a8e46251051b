import type { HostEvents, HostMethods, PageEvents, PageMethods } from '../src/protocol/page.js';
import { connect, type Frame, type Peer } from '../src/protocol/rpc.js';
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
  setState(state: ViewMemory): void;
}

interface ViewMemory {
  readonly closedNotices: readonly string[];
}

declare function acquireVsCodeApi(): EditorApi;

/** Joins the page to the extension. Call once: the editor hands out its API a single time. */
export function connectHost(): Host {
  const editor = acquireVsCodeApi();
  const peer = connect<PageMethods, HostMethods & TeamMethods, PageEvents, HostEvents & TeamEvents>({
    wire: { send: (frame) => editor.postMessage(frame), listen: listenToWindow },
    handlers: {},
    newCancellation: () => new AbortController(),
  });
  return {
    call: peer.call,
    on: peer.on,
    closedNotices: memoryOf(editor.getState()).closedNotices,
    keepClosedNotices: (closedNotices) => editor.setState({ closedNotices }),
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
