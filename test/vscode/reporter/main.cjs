const vscode = require('vscode');

/**
 * A sample extension that tells Tallyboard of its own use. It works without Tallyboard too: then nobody is told.
 * @returns {Promise<import('../../../api/v1.js').TallyboardApi | undefined>}
 */
async function tallyboard() {
  const extension = vscode.extensions.getExtension('tallyboard.tallyboard');
  return (await extension?.activate())?.v1;
}

exports.activate = (context) => {
  let changes = 0;
  const listening = tallyboard().then((v1) => v1?.onDidChange(() => changes++));
  context.subscriptions.push(
    { dispose: () => listening.then((listener) => listener?.dispose()) },
    /** After an answer of its own model; what is told over and above the extension's id comes from the caller. */
    vscode.commands.registerCommand('reporter.answered', async (record) => {
      const v1 = await tallyboard();
      try {
        v1?.record({ extension: context.extension.id, ...record });
        return 'told';
      } catch (error) {
        return { name: error.name, code: error.code, message: error.message };
      }
    }),
    vscode.commands.registerCommand('reporter.session', async () => ({
      session: (await tallyboard())?.session(),
      changes,
    })),
  );
};
