/**
 * Reads the sizes of the WebSocket frames that a client sends. API Gateway limits the size of a frame, but the
 * WebSocket library provides only whole messages.
 */
export class FrameSizes {
  /** The size of the largest frame of each complete message. The oldest message is first. */
  private readonly messages: number[] = [];
  private header = Buffer.alloc(0);
  private skip = 0;
  private largest = 0;

  /** Reads the received bytes. */
  read(data: Buffer): void {
    let rest = data;
    while (rest.length > 0) {
      if (this.skip > 0) {
        const skipped = Math.min(this.skip, rest.length);
        this.skip -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      const known = this.header.length;
      this.header = Buffer.concat([this.header, rest.subarray(0, 14 - known)]);
      const size = headerSize(this.header);
      if (size === undefined || this.header.length < size) return;
      rest = rest.subarray(size - known);
      this.frame(this.header.subarray(0, size));
      this.header = Buffer.alloc(0);
    }
  }

  /** Returns the size of the largest frame of the next message. */
  next(): number | undefined {
    return this.messages.shift();
  }

  private frame(header: Buffer): void {
    const length = lengthOf(header);
    this.skip = length;
    // Control frames, such as pings, can arrive between the frames of a message.
    if ((header[0] & 0x08) !== 0) return;
    this.largest = Math.max(this.largest, length);
    if ((header[0] & 0x80) === 0) return;
    this.messages.push(this.largest);
    this.largest = 0;
  }
}

/** Returns the size of a frame header, which depends on its second byte. */
function headerSize(header: Buffer): number | undefined {
  if (header.length < 2) return undefined;
  const mask = (header[1] & 0x80) === 0 ? 0 : 4;
  const length = header[1] & 0x7f;
  return 2 + mask + (length === 127 ? 8 : length === 126 ? 2 : 0);
}

function lengthOf(header: Buffer): number {
  const length = header[1] & 0x7f;
  if (length === 126) return header.readUInt16BE(2);
  return length === 127 ? Number(header.readBigUInt64BE(2)) : length;
}
