import { statfsSync } from 'node:fs';

/** What Linux calls file systems that several machines may have mounted at once: by the number that `statfs` tells. */
const shared: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2 and 3
  0x5346414f, // AFS
  0x6b414653, // AFS of the kernel
  0x73757245, // Coda
  0x00c36400, // Ceph
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x01161970, // GFS2
  0x7461636f, // OCFS2
  0xaad7aaea, // Panasas
  0x19830326, // BeeGFS
]);

/** Whether other machines may have this folder mounted too, so that memory shared by processes here is not shared by all of them. */
export function isNetworkFolder(folder: string, os: NodeJS.Platform = process.platform): boolean {
  if (os === 'win32') return /^[\\/]{2}(?![?.])|^[\\/]{2}[?][\\/]UNC[\\/]/i.test(folder);
  if (os !== 'linux') return false;
  try {
    return shared.has(statfsSync(folder).type >>> 0);
  } catch {
    return false;
  }
}
