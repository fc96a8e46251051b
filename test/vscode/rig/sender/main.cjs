const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

/**
 * An extension that sends what a test writes down, past the guard: the code of this build, in the extension host. A suite would do,
 * but in a window with a suite the editor shows no modal question.
 */
exports.activate = () => {
  const file = join(process.env.TALLYBOARD_ROOT, 'out', 'test', 'vscode', 'real', 'sender.js');
  import(pathToFileURL(file).href).then(({ run }) => run());
};
