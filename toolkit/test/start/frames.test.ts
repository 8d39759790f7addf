import { FrameSizes } from '../../src/start/frames';

const text = 0x1;
const continuation = 0x0;
const ping = 0x9;

/** A masked frame of a client. */
function frame(opcode: number, length: number, isLast = true): Buffer {
  const first = (isLast ? 0x80 : 0) | opcode;
  const header =
    length < 126
      ? Buffer.from([first, 0x80 | length])
      : length < 65_536
        ? Buffer.from([first, 0x80 | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([first, 0x80 | 127, 0, 0, 0, 0]), Buffer.from(new Uint8Array(4))]);
  if (length >= 65_536) header.writeUInt32BE(length, 6);
  return Buffer.concat([header, Buffer.alloc(4), Buffer.alloc(length, 0x61)]);
}

function sizesOf(chunks: Buffer[]): (number | undefined)[] {
  const frames = new FrameSizes();
  for (const chunk of chunks) frames.read(chunk);
  const sizes: (number | undefined)[] = [];
  for (let size = frames.next(); size !== undefined; size = frames.next()) sizes.push(size);
  return sizes;
}

test.each([0, 5, 125, 126, 40_000, 65_535, 65_536, 100_000])(
  'the size of a frame with %i bytes of data does not include the header',
  (length) => {
    expect(sizesOf([frame(text, length)])).toEqual([length]);
  },
);

test('a message of several frames has the size of its largest frame', () => {
  expect(sizesOf([frame(text, 10, false), frame(continuation, 300, false), frame(continuation, 20)])).toEqual([300]);
});

test('a ping between the frames of a message is not included in the size', () => {
  expect(sizesOf([frame(text, 10, false), frame(ping, 100), frame(continuation, 20)])).toEqual([20]);
});

test('frames can arrive in pieces of any size, and several in one piece', () => {
  const bytes = Buffer.concat([frame(text, 300), frame(text, 7), frame(text, 70_000)]);
  expect(sizesOf([bytes])).toEqual([300, 7, 70_000]);
  for (const size of [1, 3, 9]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(sizesOf(pieces)).toEqual([300, 7, 70_000]);
  }
});

test('an incomplete message has no size yet', () => {
  expect(sizesOf([frame(text, 10, false)])).toEqual([]);
});
