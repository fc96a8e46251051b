import assert from 'node:assert/strict';
import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Line } from '../../src/core/line.js';
import { Shape } from '../../src/core/shape.js';
import { type LineHandler, LineReader, type Reading } from '../../src/platform/lineReader.js';
import { long, runs, withFolder } from '../ledger/rig.js';

interface Told {
  readonly lines: readonly string[];
  readonly ends: readonly number[];
  readonly restarts: number;
  readonly tooLong: number;
  readonly malformed: number;
  readonly reading: Reading;
  readonly bytes: number;
}

const shape = new Shape();
shape.never('skip');
const a = shape.value('a');

/** Reads a file on from a reading before; lines that tell `skip` are passed over, long ones on their head. */
function read(path: string, from?: Reading, reader = new LineReader(), size?: number): Told {
  const lines: string[] = [];
  const ends: number[] = [];
  const counts = { restarts: 0, tooLong: 0, malformed: 0 };
  const before = reader.bytesRead;
  const handler: LineHandler = {
    line: (line, end) => {
      const text = JSON.stringify(line.json());
      assert.deepEqual(line.value(a), line.json()['a']);
      lines.push(text.length > 100 ? `${text.slice(0, 20)}…${text.length}` : text);
      ends.push(end);
    },
    malformed: () => counts.malformed++,
    tooLong: () => counts.tooLong++,
    restart: () => {
      counts.restarts++;
      lines.length = 0;
    },
  };
  const reading = reader.read(path, from?.offset ?? 0, from?.mark, shape, handler, size);
  return { lines, ends, ...counts, reading, bytes: reader.bytesRead - before };
}

const withFile = (work: (path: string) => void) => withFolder((folder) => work(join(folder, 'log.jsonl')));

describe('reading lines', () => {
  it('gives lines without byte-order mark, line ends and blank lines, and leaves a torn last line', () =>
    withFile((path) => {
      const text = '\uFEFF{"a":1}\r\n\n\r\n{"b":2}\n{"skip":0}\n{"c":3}\r\n{"torn":';
      writeFileSync(path, text);
      const { lines, reading } = read(path);
      assert.deepEqual(lines, ['{"a":1}', '{"b":2}', '{"c":3}']);
      assert.equal(reading.offset, Buffer.byteLength(text) - '{"torn":'.length);
      appendFileSync(path, '4}\n');
      assert.deepEqual(read(path, reading).lines, ['{"torn":4}']);
    }));

  it('knows a byte-order mark at the start of the file only', () =>
    withFile((path) => {
      writeFileSync(path, '\uFEFF{"a":1}\n\uFEFF{"a":2}\n');
      const { lines, malformed } = read(path);
      assert.deepEqual([lines, malformed], [['{"a":1}'], 1]);
    }));

  it('gives the same lines wherever the edge of a chunk falls', () =>
    withFile((path) => {
      const chunk = 256 * 1024;
      const tail = '{"a":"1234567890"}\r\n{"b":2}\n\n{"c":3}\n{"d":4}\r\n';
      const reader = new LineReader();
      for (let shift = 0; shift <= tail.length + 2; shift++) {
        const filler = `{"skip":"${'x'.repeat(chunk - 12 - shift)}"}\n`;
        writeFileSync(path, filler + tail);
        const { lines, reading } = read(path, undefined, reader);
        assert.deepEqual(
          [...lines, reading.offset],
          ['{"a":"1234567890"}', '{"b":2}', '{"c":3}', '{"d":4}', filler.length + tail.length],
          `edge ${shift}`,
        );
        const kept = `{"k":"${'x'.repeat(chunk - 9 - shift)}"}\n`;
        writeFileSync(path, kept + tail);
        assert.equal(read(path, undefined, reader).lines.length, 5, `edge ${shift} behind a kept line`);
      }
    }));

  it('reads lines of 10 MB whole, passes them over on their head, and reads on behind them', () =>
    withFile((path) => {
      const large = 'y'.repeat(10_000_000);
      const skipped = `{"skip":"${large}"}\n`;
      const kept = `{"a":"${large}"}\n`;
      writeFileSync(path, `{"a":1}\n${kept}${skipped}{"a":2}\r\n${skipped}`);
      const { lines, ends, reading, bytes } = read(path);
      assert.deepEqual(lines, ['{"a":1}', `{"a":"${'y'.repeat(14)}…10000008`, '{"a":2}']);
      assert.deepEqual(ends, [8, 8 + kept.length, 8 + kept.length + skipped.length + 9]);
      assert.equal(reading.offset, 8 + kept.length + skipped.length + 9 + skipped.length);
      assert.ok(bytes < 30_100_000, `${bytes} bytes read`);
    }));

  it('tells the right texts of a file that is read after one with a long line', () =>
    withFile((path) => {
      const texts = new Shape();
      const name = texts.text('name');
      const reader = new LineReader();
      const told: (string | undefined)[] = [];
      const handler: LineHandler = {
        line: (line) => told.push(line.text(name)?.slice(0, 9)),
        malformed: assert.fail,
        tooLong: assert.fail,
        restart: assert.fail,
      };
      for (const text of ['first', 'second', 'third']) {
        writeFileSync(path, `{"name":"${text}"}\n{"name":"${text.toUpperCase()} ${'y'.repeat(3_000_000)}"}\n`);
        reader.read(path, 0, undefined, texts, handler);
      }
      assert.deepEqual(told, ['first', 'FIRST yyy', 'second', 'SECOND yy', 'third', 'THIRD yyy']);
    }));

  it('keeps the memory of a long line for the next one, and gives it back when all is read', () =>
    withFile((path) => {
      const { grow } = WebAssembly.Memory.prototype;
      let grown = 0;
      WebAssembly.Memory.prototype.grow = function (pages) {
        grown++;
        return grow.call(this, pages);
      };
      try {
        const reader = new LineReader();
        const readLong = (): number => {
          grown = 0;
          assert.deepEqual(read(path, undefined, reader).lines.length, 1);
          return grown;
        };
        writeFileSync(path, `{"a":"${'y'.repeat(3_000_000)}"}\n`);
        assert.ok(readLong() > 0);
        assert.equal(readLong(), 0);
        reader.rest();
        assert.ok(readLong() > 0);
        writeFileSync(path, `{"a":"${'y'.repeat(17_000_000)}"}\n`);
        readLong();
        writeFileSync(path, `{"a":"${'y'.repeat(3_000_000)}"}\n`);
        assert.ok(readLong() > 0, 'of what is rare nothing is kept');
      } finally {
        WebAssembly.Memory.prototype.grow = grow;
      }
    }));

  it('waits for the end of a long line that it passes over: its rest is no line', () =>
    withFile((path) => {
      writeFileSync(path, `{"a":1}\n{"skip":"${'x'.repeat(1_000_000)}`);
      const torn = read(path);
      assert.deepEqual(torn.lines, ['{"a":1}']);
      appendFileSync(path, '"}{"a":3}\n{"a":2}\n');
      assert.deepEqual(read(path, torn.reading).lines, ['{"a":2}']);
    }));

  (long ? it : it.skip)('counts a line longer than any tool writes, and goes on behind it', function () {
    this.timeout(60_000);
    return withFile((path) => {
      const block = Buffer.alloc(32 * 1024 * 1024, 'z');
      writeFileSync(path, '{"a":1}\n{"b":"');
      for (let count = 0; count < 9; count++) appendFileSync(path, block);
      appendFileSync(path, '"}\n{"a":2}\n');
      const { lines, tooLong } = read(path);
      assert.deepEqual({ lines, tooLong }, { lines: ['{"a":1}', '{"a":2}'], tooLong: 1 });
    });
  });

  it('counts a line as too long where the system has no memory for it, and goes on behind it', () =>
    withFile((path) => {
      writeFileSync(path, `{"a":1}\n{"b":"${'z'.repeat(3_000_000)}"}\n{"a":2}\n`);
      const { grow } = WebAssembly.Memory.prototype;
      WebAssembly.Memory.prototype.grow = function (pages) {
        if (pages * 65_536 > 1_500_000) throw new RangeError('no memory');
        return grow.call(this, pages);
      };
      try {
        const { lines, tooLong } = read(path);
        assert.deepEqual({ lines, tooLong }, { lines: ['{"a":1}', '{"a":2}'], tooLong: 1 });
      } finally {
        WebAssembly.Memory.prototype.grow = grow;
      }
    }));

  it('gives the same lines in whatever pieces a file grows', () =>
    withFile((path) => {
      const line = fc.oneof(
        fc.string({ unit: fc.constantFrom('a', 'é', '{', '"', '\r'), maxLength: 30 }),
        fc.string({ unit: fc.constantFrom('a', 'é', '{', '"', '\\') }).map((text) => JSON.stringify({ a: text })),
        fc.constant('{"skip":1}'),
        fc.constant(`{"a":"${'z'.repeat(400)}"}`),
      );
      const reader = new LineReader();
      fc.assert(
        fc.property(
          fc.array(line, { maxLength: 20 }),
          fc.array(fc.nat(1500), { maxLength: 6 }),
          fc.constantFrom('\n', '\r\n'),
          (all, cuts, end) => {
            const bytes = Buffer.from(all.map((each) => each + end).join(''));
            writeFileSync(path, bytes);
            const whole = read(path, undefined, reader);
            writeFileSync(path, '');
            const lines: string[] = [];
            let malformed = 0;
            let reading: Reading | undefined;
            let written = 0;
            for (const cut of [...cuts, bytes.length]
              .map((each) => Math.min(each, bytes.length))
              .sort((a, b) => a - b)) {
              appendFileSync(path, bytes.subarray(written, cut));
              written = cut;
              const told = read(path, reading, reader);
              assert.equal(told.restarts, 0);
              lines.push(...told.lines);
              malformed += told.malformed;
              reading = told.reading;
            }
            assert.deepEqual([lines, malformed, reading?.offset], [whole.lines, whole.malformed, bytes.length]);
          },
        ),
        { numRuns: runs(1000), seed: 6 },
      );
    }));

  it('reads no more than what was appended and 64 KB', () =>
    withFile((path) => {
      writeFileSync(path, `${'{"some":"line of a log"}\n'.repeat(400_000)}`);
      const reader = new LineReader();
      let last = read(path, undefined, reader).reading;
      for (const size of [30, 3_000, 300_000, 3_000_000]) {
        const added = `{"x":"${'y'.repeat(size)}"}\n`;
        appendFileSync(path, added);
        const { lines, bytes, reading } = read(path, last, reader);
        assert.equal(lines.length, 1);
        assert.ok(bytes <= added.length + 65_536, `${bytes} bytes read for ${added.length} appended`);
        last = reading;
      }
    }));
});

describe('knowing a file again', () => {
  const first = '{"one":1}\n{"two":2}\n{"three":3}\n';

  function changed(change: (path: string) => void): Promise<Told> {
    let told: Told | undefined;
    return withFile((path) => {
      writeFileSync(path, first);
      const before = read(path).reading;
      change(path);
      told = read(path, before);
    }).then(() => told as Told);
  }

  it('goes on where it stood when lines were added', async () => {
    const { lines, restarts } = await changed((path) => appendFileSync(path, '{"four":4}\n'));
    assert.deepEqual({ lines, restarts }, { lines: ['{"four":4}'], restarts: 0 });
  });

  it('starts again when the file was cut, and when it was cut and grew past where it stood', async () => {
    const cut = await changed((path) => truncateSync(path, 10));
    assert.deepEqual([cut.lines, cut.restarts], [['{"one":1}'], 1]);
    const grown = await changed((path) =>
      writeFileSync(path, '{"one":1}\n{"new":"longer than the file was before"}\n'),
    );
    assert.deepEqual([grown.lines, grown.restarts], [['{"one":1}', '{"new":"longer than the file was before"}'], 1]);
  });

  it('starts again when another file stands in its place, of whatever size', async () => {
    const other = '{"uno":1}\n{"dos":2}\n{"trece":3}\n';
    const told = await changed((path) => {
      writeFileSync(`${path}.new`, other);
      renameSync(`${path}.new`, path);
    });
    assert.deepEqual([told.lines, told.restarts], [['{"uno":1}', '{"dos":2}', '{"trece":3}'], 1]);
  });

  it('starts again when the first or the last lines were rewritten in place', async () => {
    const head = await changed((path) => writeFileSync(path, `${first.replace('one', 'ONE')}{"four":4}\n`));
    const tail = await changed((path) => writeFileSync(path, `${first.replace('three":3', 'three":7')}{"four":4}\n`));
    assert.deepEqual([head.restarts, head.lines.length, tail.restarts, tail.lines.length], [1, 4, 1, 4]);
  });

  it('gives the mark of an earlier offset as a reading up to it gives', () =>
    withFile((path) => {
      writeFileSync(path, first);
      const reader = new LineReader();
      const { reading } = read(path, undefined, reader);
      appendFileSync(path, first);
      assert.deepEqual(reader.markAt(path, reading.offset), reading.mark);
    }));

  it('makes the mark of what it read, as of the bytes on disk, and reads none of them twice', () =>
    withFile((path) => {
      const kept = (length: number) => `{"a":"${'x'.repeat(length - 9)}"}\n`;
      const dropped = (length: number) => `{"skip":"${'y'.repeat(length - 12)}"}\n`;
      for (const [name, text] of [
        ['shorter than the mark', kept(60)],
        ['as long as its head', kept(255)],
        ['two lines and a torn one', `${kept(200)}${kept(300)}{"a":`],
        ['several chunks', kept(40_000).repeat(20)],
        ['a line over two chunks that is passed over', `${kept(900)}${dropped(600_000)}${kept(900)}`],
        ['such a line last, not ended', `${kept(900)}${dropped(600_000).trimEnd()}`],
        ['a line that the buffer grows for', `${kept(900)}${kept(700_000)}${kept(900)}`],
      ] as const) {
        writeFileSync(path, text);
        const { reading, bytes } = read(path, undefined, new LineReader(), text.length);
        assert.deepEqual([name, reading.mark], [name, new LineReader().markAt(path, reading.offset)]);
        if (text.length > 256 && reading.offset === text.length) assert.equal(bytes, text.length, name);
        appendFileSync(path, '\n{"a":"more"}\n');
        const { restarts, lines } = read(path, reading, new LineReader(), text.length);
        assert.deepEqual([name, restarts, lines.at(-1)], [name, 0, '{"a":"more"}']);
      }
    }));

  it('throws what the file system says of a file that is gone', () =>
    withFile((path) => {
      assert.throws(() => read(path), { code: 'ENOENT' });
    }));
});

describe('compressed files', () => {
  it('are read whole, with the rules of plain ones', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl.zst');
      const text = '\uFEFF{"a":1}\r\n\n{"skip":0}\n{"b":2}\n{"torn":';
      writeFileSync(path, zstdCompressSync(Buffer.from(text)));
      const { lines, reading, restarts } = read(path);
      assert.deepEqual(
        [lines, reading.offset, reading.mark, restarts],
        [['{"a":1}', '{"b":2}'], Buffer.byteLength(text) - 8, undefined, 0],
      );
    }));

  it('of several frames tell what is in all of them, also a line that one begins and another ends', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl.zst');
      const texts = ['{"a":1}\n{"b":', '', '2}\n{"c":"', `${'x'.repeat(700_000)}"}\n`, '{"d":4}\n{"torn":'];
      const frames = texts.map((text) => zstdCompressSync(Buffer.from(text)));
      // A frame of what is no data, as the format allows.
      const note = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
      writeFileSync(path, Buffer.concat([note, ...frames.slice(0, 2), note, ...frames.slice(2)]));
      const { lines, ends, reading } = read(path);
      assert.deepEqual(lines, ['{"a":1}', '{"b":2}', '{"c":"xxxxxxxxxxxxxx…700008', '{"d":4}']);
      assert.deepEqual([ends[0], reading.offset], [8, Buffer.byteLength(texts.join('')) - 8]);
    }));

  it('with a torn last frame tell what is whole, wherever it was cut, and the rest once it is written', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl.zst');
      const first = zstdCompressSync(Buffer.from('{"a":1}\n'));
      const last = zstdCompressSync(Buffer.from('{"b":2}\n{"c":3}\n'));
      for (let length = 0; length <= last.length; length++) {
        writeFileSync(path, Buffer.concat([first, last.subarray(0, length)]));
        const { lines } = read(path);
        assert.deepEqual(lines, ['{"a":1}', '{"b":2}', '{"c":3}'].slice(0, lines.length), `cut at ${length}`);
        assert.ok(length === last.length ? lines.length === 3 : lines.length >= 1, `cut at ${length}`);
      }
    }));

  it('tell what is before bytes that are no frame, and then an error', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl.zst');
      writeFileSync(path, Buffer.concat([zstdCompressSync(Buffer.from('{"a":1}\n')), Buffer.from('no frame')]));
      const lines: unknown[] = [];
      const handler = {
        line: (line: Line) => lines.push(line.json()),
        malformed: assert.fail,
        tooLong: assert.fail,
        restart: assert.fail,
      };
      assert.throws(() => new LineReader().read(path, 0, undefined, shape, handler), { code: /ZSTD/ });
      assert.deepEqual(lines, [{ a: 1 }]);
    }));

  it('that are no archive are an error, not a crash', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl.zst');
      writeFileSync(path, 'not compressed');
      assert.throws(() => read(path), { code: /ZSTD/ });
    }));
});
