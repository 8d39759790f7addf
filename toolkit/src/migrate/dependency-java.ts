import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { emptyPlan, nearest } from './dependency-plan';
import type { DependencyContext, DependencyPlan } from './dependency-plan';
import { readIfPresent } from './files';
import { LIBRARY } from './modules';

const { groupId, artifactId } = LIBRARY.maven;

/** Plans the dependency of a Maven or Gradle project: adds cdk-apigatewayv2 after aws-cdk-lib in the build file. */
export function planJava(context: DependencyContext): DependencyPlan {
  const found = nearest(context, ['pom.xml', 'build.gradle', 'build.gradle.kts'], existsSync);
  if (!found) return emptyPlan(`No pom.xml or build.gradle was found. Add ${groupId}:${artifactId} yourself.`);
  const path = join(found.folder, found.name);
  const before = readIfPresent(path)!;
  if (before.includes(groupId)) return emptyPlan();
  const after = found.name === 'pom.xml' ? withMaven(before, context.version) : withGradle(before, context.version);
  if (after === undefined) {
    return emptyPlan(
      `${found.name} does not contain aws-cdk-lib. Add ${groupId}:${artifactId}:${context.version} yourself.`,
    );
  }
  return { ...emptyPlan(), edits: [{ path, before, after }] };
}

function withMaven(text: string, version: string): string | undefined {
  // Comments and the dependencyManagement section do not add dependencies. They are replaced with the same number of
  // spaces, so that offsets stay valid.
  const blank = (found: string) => found.replace(/[^\n]/g, ' ');
  const visible = text
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/<dependencyManagement>[\s\S]*?<\/dependencyManagement>/g, blank);
  for (const match of visible.matchAll(/([ \t]*)<dependency>[\s\S]*?<\/dependency>/g)) {
    if (!/<artifactId>\s*aws-cdk-lib\s*<\/artifactId>/.test(match[0])) continue;
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const indent = match[1]!;
    const inner = /\n([ \t]*)</.exec(match[0])?.[1] ?? `${indent}  `;
    const lines = [
      `${indent}<dependency>`,
      `${inner}<groupId>${groupId}</groupId>`,
      `${inner}<artifactId>${artifactId}</artifactId>`,
      `${inner}<version>${version}</version>`,
      `${indent}</dependency>`,
    ];
    const end = match.index + match[0].length;
    return text.slice(0, end) + eol + lines.join(eol) + text.slice(end);
  }
  return undefined;
}

/** Adds a copy of the line that declares aws-cdk-lib, with the coordinates of cdk-apigatewayv2. */
function withGradle(text: string, version: string): string | undefined {
  const short = /^(?!\s*\/\/)[^\n]*?(["'])software\.amazon\.awscdk:aws-cdk-lib(?::[^"'\n]*)?\1[^\r\n]*/m.exec(text);
  const long =
    /^(?!\s*\/\/)[^\n]*group\s*[:=]\s*(["'])software\.amazon\.awscdk\1[^\n]*name\s*[:=]\s*(["'])aws-cdk-lib\2[^\r\n]*/m.exec(
      text,
    );
  const line = short ?? long;
  if (!line) return undefined;
  const copy = short
    ? line[0].replace(/(["'])software\.amazon\.awscdk:aws-cdk-lib[^"']*\1/, `$1${groupId}:${artifactId}:${version}$1`)
    : line[0]
        .replace('software.amazon.awscdk', groupId)
        .replace('aws-cdk-lib', artifactId)
        .replace(/(version\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[\w.]+)/, `$1${long![1]}${version}${long![1]}`);
  const end = line.index + line[0].length;
  return `${text.slice(0, end)}${text.includes('\r\n') ? '\r\n' : '\n'}${copy.replace(/\s*\/\/.*$/, '')}${text.slice(end)}`;
}
