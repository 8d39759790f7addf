import { Token } from 'aws-cdk-lib/core';

/** Whether a text holds a token. Asking aws-cdk-lib takes several calls, texts are many, and most are plain. */
export function holdsToken(text: string): boolean {
  return text.includes('${Token[') && Token.isUnresolved(text);
}
