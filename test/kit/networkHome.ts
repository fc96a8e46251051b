import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

/** Imported into a process: every folder is on NFS, and the machine has the name that `MACHINE` says. */
const { statfsSync } = fs;
fs.statfsSync = ((path: string) => Object.assign(statfsSync(path), { type: 0x6969 })) as typeof statfsSync;
os.hostname = () => process.env['MACHINE'] ?? 'nameless';
syncBuiltinESMExports();
