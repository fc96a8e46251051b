import type { MessagePort, Worker } from 'node:worker_threads';
import type { Cancellation, CancellationSource, Frame, Wire } from '../protocol/rpc.js';

/** The wire to or from a worker thread. Closes when the worker ends. */
export function workerWire(port: Worker | MessagePort): Wire {
  return {
    send: (frame) => port.postMessage(frame),
    listen(onFrame, onClose) {
      port.on('message', (frame: Frame) => onFrame(frame));
      port.on('exit' as 'close', onClose);
      port.on('close', onClose);
      port.on('error' as 'messageerror', onClose);
    },
  };
}

/** `AbortController` in the words of the protocol. */
export function newCancellation(): CancellationSource {
  const controller = new AbortController();
  return { signal: controller.signal as Cancellation, abort: () => controller.abort() };
}
