import * as vscode from 'vscode';
import { Scope } from '../../platform/scope.js';
import { later } from '../loadLater.js';
import { participantId, usageToolName } from './commands.js';
import type { ChatTools } from './participant.js';

/** Registers participant and tool where the editor has a chat. What answers is loaded with the first question. */
export function registerChat(tools: () => ChatTools): vscode.Disposable {
  const scope = new Scope();
  // Forks of the editor leave these out.
  const { chat, lm } = vscode as Partial<typeof vscode>;
  if (chat?.createChatParticipant) {
    const participant = scope.own(
      chat.createChatParticipant(participantId, (request, _context, stream, token) =>
        later().answerChat(request, stream, token, tools()),
      ),
    );
    participant.iconPath = new vscode.ThemeIcon('tallyboard-mark');
    participant.followupProvider = { provideFollowups: (result) => later().followups(result) };
  }
  if (lm?.registerTool)
    scope.own(
      lm.registerTool<unknown>(usageToolName, {
        prepareInvocation: () => later().prepareUsageTool(),
        invoke: (options, token) => later().invokeUsageTool(options, token, tools()),
      }),
    );
  return scope;
}
