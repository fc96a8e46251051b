import type { ChildProcess } from 'node:child_process';
import type { Frame, Wire } from '../protocol/rpc.js';

/** The wire to a process that was forked. Closes when it ends, or could not be started. */
export function childWire(child: ChildProcess): Wire {
  return {
    send(frame) {
      if (child.connected) child.send(frame);
    },
    listen(onFrame, onClose) {
      child.on('message', (frame) => onFrame(frame as Frame));
      child.on('disconnect', onClose);
      child.on('error', onClose);
    },
  };
}

/** The wire to the process that forked this one. */
export const parentWire: Wire = {
  send: (frame) => process.send?.(frame),
  listen(onFrame, onClose) {
    process.on('message', (frame) => onFrame(frame as Frame));
    process.on('disconnect', onClose);
  },
};
