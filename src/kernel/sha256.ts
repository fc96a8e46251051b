/** SHA-256 (FIPS 180-4) of short texts: a call of Node's own takes as long again before it hashes, and makes objects. */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (§4.2.2). */
const constants: usize = memory.data<u32>(
  [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
    0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
  ],
  16,
);
const blockBytes: usize = 64;
/** Room for the longest text, its padding and its length. */
const text = memory.data(1152, 16);
const schedule = memory.data(256, 16);
const digest = memory.data(32, 16);

export function hashTextAt(): usize {
  return text;
}

export function digestAt(): usize {
  return digest;
}

/** Digests the first `length` bytes of the text, at most 1,024; the text stays as it is. */
export function sha256(length: usize): void {
  const end = text + pad(length);
  begin();
  for (let block = text; block < end; block += blockBytes) {
    expand(block);
    compress();
  }
  for (let at = digest; at < digest + 32; at += 4) store<u32>(at, bswap<u32>(load<u32>(at)));
}

/** A one, zeros, and the length in bits (§5.1.1); how many bytes the blocks have now. */
function pad(length: usize): usize {
  const end = (length + 9 + blockBytes - 1) & ~(blockBytes - 1);
  store<u8>(text + length, 0x80);
  memory.fill(text + length + 1, 0, end - length - 1);
  store<u32>(text + end - 4, bswap<u32>(u32(length << 3)));
  return end;
}

/** §5.3.3 */
function begin(): void {
  store<u32>(digest, 0x6a09e667);
  store<u32>(digest, 0xbb67ae85, 4);
  store<u32>(digest, 0x3c6ef372, 8);
  store<u32>(digest, 0xa54ff53a, 12);
  store<u32>(digest, 0x510e527f, 16);
  store<u32>(digest, 0x9b05688c, 20);
  store<u32>(digest, 0x1f83d9ab, 24);
  store<u32>(digest, 0x5be0cd19, 28);
}

/** The message schedule (§6.2.2, step 1). */
function expand(block: usize): void {
  for (let at: usize = 0; at < 64; at += 4) store<u32>(schedule + at, bswap<u32>(load<u32>(block + at)));
  for (let at = schedule + 64; at < schedule + 256; at += 4) {
    const early = load<u32>(at - 60);
    const late = load<u32>(at - 8);
    const first = rotr(early, 7) ^ rotr(early, 18) ^ (early >> 3);
    const second = rotr(late, 17) ^ rotr(late, 19) ^ (late >> 10);
    store<u32>(at, load<u32>(at - 64) + first + load<u32>(at - 28) + second);
  }
}

/** §6.2.2, steps 2 to 4. */
function compress(): void {
  let a = load<u32>(digest);
  let b = load<u32>(digest, 4);
  let c = load<u32>(digest, 8);
  let d = load<u32>(digest, 12);
  let e = load<u32>(digest, 16);
  let f = load<u32>(digest, 20);
  let g = load<u32>(digest, 24);
  let h = load<u32>(digest, 28);
  for (let at: usize = 0; at < 256; at += 4) {
    const choice = g ^ (e & (f ^ g));
    const majority = (a & b) | (c & (a | b));
    const mixed = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
    const first = h + mixed + choice + load<u32>(constants + at) + load<u32>(schedule + at);
    const second = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + majority;
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  add(0, a);
  add(4, b);
  add(8, c);
  add(12, d);
  add(16, e);
  add(20, f);
  add(24, g);
  add(28, h);
}

function add(at: usize, value: u32): void {
  store<u32>(digest + at, load<u32>(digest + at) + value);
}
