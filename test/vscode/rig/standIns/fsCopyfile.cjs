// Stands in for @vscode/fs-copyfile, with which the git extension copies folders: the same over node:fs, without copy on write.
const { constants, copyFileSync, promises } = require('node:fs');

exports.constants = constants;
exports.copyFile = promises.copyFile;
exports.copyFileSync = copyFileSync;
exports.cp = promises.cp;
exports.isCloneSupported = () => false;
