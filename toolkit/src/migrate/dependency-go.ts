import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { emptyPlan, nearest } from './dependency-plan';
import type { DependencyContext, DependencyPlan } from './dependency-plan';
import { readIfPresent } from './files';
import { LIBRARY } from './modules';

/**
 * Plans the dependency of a Go module. `go get` adds cdk-apigatewayv2, and `go mod tidy` marks it as direct once the
 * sources import it.
 */
export function planGo(context: DependencyContext): DependencyPlan {
  const found = nearest(context, ['go.mod'], existsSync);
  if (!found) return emptyPlan(`No go.mod was found. Add ${LIBRARY.go} yourself.`);
  const requirements = readIfPresent(join(found.folder, 'go.mod'))!.replace(/\/\/.*$/gm, '');
  if (requirements.includes(LIBRARY.go)) return emptyPlan();
  const directory = found.folder;
  return {
    ...emptyPlan(),
    commands: [
      { directory, command: ['go', 'get', `${LIBRARY.go}@v${context.version}`], when: 'before' },
      { directory, command: ['go', 'mod', 'tidy'], when: 'after' },
    ],
  };
}
