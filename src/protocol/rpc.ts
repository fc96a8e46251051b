/**
 * One small remote-call protocol for every wire: page and host, host and worker.
 * A call has four fates: done, failed, cancelled, closed. No call can hang on a closed wire.
 */

export type Frame =
  | { readonly t: 'call'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  | { readonly t: 'done'; readonly id: number; readonly output: unknown }
  | { readonly t: 'failed'; readonly id: number; readonly reason: string; readonly message: string }
  | { readonly t: 'cancelled'; readonly id: number }
  | { readonly t: 'event'; readonly name: string; readonly value: unknown }
  | { readonly t: 'close' };

/** Where frames travel. `listen` is called once. */
export interface Wire {
  send(frame: Frame): void;
  listen(onFrame: (frame: Frame) => void, onClose: () => void): void;
}

export type CallFate = 'failed' | 'cancelled' | 'closed';

/** Why a call has no answer. `reason` is the other side's own closed set, or '' where it gave none. */
export class CallError extends Error {
  readonly fate: CallFate;
  readonly reason: string;
  constructor(fate: CallFate, reason: string, message: string) {
    super(message);
    this.name = 'CallError';
    this.fate = fate;
    this.reason = reason;
  }
}

/** What of `AbortSignal` a method needs; both Node's and the browser's fit. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface CancellationSource {
  readonly signal: Cancellation;
  abort(): void;
}

/** What a `CallError` says, also one made by another bundle's copy of the class; undefined of any other error. */
export function callErrorOf(error: unknown): Pick<CallError, 'fate' | 'reason'> | undefined {
  return error instanceof Error && error.name === 'CallError' ? (error as CallError) : undefined;
}

/** A typed set of calls: method name to input and output. */
// biome-ignore lint/suspicious/noExplicitAny: the bound of a map of any inputs and outputs.
export type Methods = { readonly [method: string]: (input: any) => any };
export type Events = { readonly [event: string]: unknown };

export type Handlers<M extends Methods> = {
  readonly [K in keyof M]: (
    input: Parameters<M[K]>[0],
    signal: Cancellation,
  ) => ReturnType<M[K]> | Promise<ReturnType<M[K]>>;
};

export interface Peer<Theirs extends Methods, Mine extends Events, Their extends Events> {
  call<K extends keyof Theirs & string>(
    method: K,
    input: Parameters<Theirs[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<Theirs[K]>>;
  emit<K extends keyof Mine & string>(event: K, value: Mine[K]): void;
  on<K extends keyof Their & string>(event: K, listener: (value: Their[K]) => void): () => void;
  /** Ends every open call of both sides with `closed`, and every later one. Idempotent. */
  close(): void;
  readonly closed: boolean;
}

interface OpenCall {
  done(output: unknown): void;
  fail(error: CallError): void;
}

export interface PeerOptions<M extends Methods> {
  readonly wire: Wire;
  readonly handlers: Handlers<M>;
  /** Makes an abort controller: passed in because this room has no ambient API. */
  readonly newCancellation: () => CancellationSource;
}

/** Joins one end of a wire. */
export function connect<Mine extends Methods, Theirs extends Methods, Out extends Events, In extends Events>(
  options: PeerOptions<Mine>,
): Peer<Theirs, Out, In> {
  const open = new Map<number, OpenCall>();
  const running = new Map<number, CancellationSource>();
  const listeners = new Map<string, Set<(value: never) => void>>();
  let closed = false;
  let nextId = 1;

  function send(frame: Frame): void {
    if (!closed) options.wire.send(frame);
  }
  function close(): void {
    if (closed) return;
    closed = true;
    for (const source of running.values()) source.abort();
    for (const call of open.values()) call.fail(new CallError('closed', '', 'The other side is gone.'));
    open.clear();
    running.clear();
  }
  function receive(frame: Frame): void {
    if (closed) return;
    if (frame.t === 'call') void serve(options, running, frame, send);
    else if (frame.t === 'cancel') running.get(frame.id)?.abort();
    else if (frame.t === 'close') close();
    else if (frame.t === 'event')
      for (const listener of listeners.get(frame.name) ?? []) listener(frame.value as never);
    else settle(open, frame);
  }
  options.wire.listen(receive, close);

  return {
    call: (method, input, signal) => {
      if (closed) return Promise.reject(new CallError('closed', '', 'The other side is gone.'));
      return startCall(open, send, { t: 'call', id: nextId++, method, input }, signal);
    },
    emit: (name, value) => send({ t: 'event', name, value }),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener as (value: never) => void);
      return () => set.delete(listener as (value: never) => void);
    },
    close() {
      try {
        send({ t: 'close' });
      } catch {
        // The wire is gone already: the other side knows.
      }
      close();
    },
    get closed() {
      return closed;
    },
  };
}

/** Sends a call and waits for its fate. */
function startCall<T>(
  open: Map<number, OpenCall>,
  send: (frame: Frame) => void,
  frame: Extract<Frame, { t: 'call' }>,
  signal: Cancellation | undefined,
): Promise<T> {
  if (signal?.aborted) return Promise.reject(new CallError('cancelled', '', 'Cancelled.'));
  const onAbort = () => send({ t: 'cancel', id: frame.id });
  signal?.addEventListener('abort', onAbort, { once: true });
  const fate = new Promise<T>((resolve, reject) => {
    open.set(frame.id, { done: (output) => resolve(output as T), fail: reject });
    send(frame);
  });
  return fate.finally(() => signal?.removeEventListener('abort', onAbort));
}

function settle(
  open: Map<number, OpenCall>,
  frame: Exclude<Frame, { t: 'call' | 'cancel' | 'event' | 'close' }>,
): void {
  const call = open.get(frame.id);
  if (!call) return;
  open.delete(frame.id);
  if (frame.t === 'done') call.done(frame.output);
  else if (frame.t === 'failed') call.fail(new CallError('failed', frame.reason, frame.message));
  else call.fail(new CallError('cancelled', '', 'Cancelled.'));
}

async function serve<M extends Methods>(
  options: PeerOptions<M>,
  running: Map<number, CancellationSource>,
  frame: Extract<Frame, { t: 'call' }>,
  send: (frame: Frame) => void,
): Promise<void> {
  const { id } = frame;
  const source = options.newCancellation();
  running.set(id, source);
  try {
    const handler = Object.hasOwn(options.handlers, frame.method) ? options.handlers[frame.method] : undefined;
    if (!handler) throw new CallError('failed', 'no-such-method', `No method ${frame.method}.`);
    const output = await handler(frame.input as never, source.signal);
    send(source.signal.aborted ? { t: 'cancelled', id } : { t: 'done', id, output });
  } catch (error) {
    send(source.signal.aborted ? { t: 'cancelled', id } : failure(id, error));
  } finally {
    running.delete(id);
  }
}

function failure(id: number, error: unknown): Frame {
  const reason = (error as { reason?: unknown } | undefined)?.reason;
  return {
    t: 'failed',
    id,
    reason: typeof reason === 'string' ? reason : '',
    message: error instanceof Error ? error.message : String(error),
  };
}
