import { App, Stack } from 'aws-cdk-lib';
import { writeSync } from 'node:fs';
import { Rules } from '../../lib/rules';
import { programs } from './programs';
import type { Program } from './program';
import * as sound from './sound';

/** The findings of an app. `foreign` is an error that this library did not throw. */
interface Result {
  readonly errors: string[];
  readonly warnings: string[];
  readonly foreign?: string;
}

function resultOf(build: Program['build']): Result {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
    context: { '@aws-cdk/core:stackResourceLimit': 0 },
  });
  const stack = new Stack(app, 'Stack', { env: { account: sound.ACCOUNT, region: 'us-east-1' } });
  Rules.of(app).check();
  try {
    build(stack, app);
    const messages = app
      .synth()
      .stacksRecursively.flatMap((one) => one.messages.map(({ entry }) => String(entry.data)));
    const ours = messages.filter((message) => message.includes('[ack: cdk-apigatewayv2:'));
    return { errors: [], warnings: codesIn(ours.join('\n')) };
  } catch (error) {
    const { message } = error as Error;
    // The error message also contains the warnings
    const errors = codesIn(message.replace(/^.*\] Warning \[.*$/gm, ''));
    return { errors, warnings: [], foreign: errors.length > 0 ? undefined : message };
  }
}

/** Codes are in PascalCase, in square brackets: `[RouteDuplicate]`. */
function codesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\[([A-Z][A-Za-z]+)\]/g)].map(([, code]) => code!))];
}

/** Writes text to stdout for other programs. `console` is not used, because Jest adds lines to its output. */
function print(text: string): void {
  // A pipe may accept only part of the text, or nothing if the pipe is full.
  for (let left = Buffer.from(text); left.length > 0;) {
    try {
      left = left.subarray(writeSync(1, left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw error;
      }
    }
  }
}

const isNoticed = ({ enough }: Program, { errors, warnings }: Result): boolean =>
  errors.length > 0 || (enough === 'warning' && warnings.length > 0);

test('the resources that the programs start from cause no findings', () => {
  const none = { errors: [], warnings: [], foreign: undefined };
  const result = resultOf((stack) => {
    const { http, ws, route, stage, proxy, lambda, mock, service, authorizer, jwt, mapping, targetOf } = sound;
    const [api, chat] = [http(stack), ws(stack)];
    const signedIn = { authorizationType: 'JWT', authorizerId: jwt(api).ref };
    route(api, 'GET /books', signedIn);
    route(api, 'PUT /books', { authorizationType: 'CUSTOM', authorizerId: authorizer(api).ref });
    [proxy(api), lambda(api), service(api)].forEach((to, i) => route(api, `GET /${i}`, { target: targetOf(to) }));
    route(chat, '$connect', { authorizationType: 'CUSTOM', authorizerId: authorizer(chat).ref });
    [proxy(chat), lambda(chat), mock(chat)].forEach((to, i) => route(chat, `key${i}`, { target: targetOf(to) }));
    mapping(stage(api, 'prod'));
    stage(chat, 'prod');
    sound.httpStageL2(sound.httpL2(stack), 'test');
    sound.wsStageL2(sound.wsL2(stack), 'test');
    sound.domainL2(stack, 'books.example.com');
  });
  expect({ ...none, ...result }).toEqual(none);
});

test('the titles are unique', () => {
  const titles = programs.map(({ row, title }) => `${row}: ${title}`);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

/** The programs that cause no finding, each with the reason. */
const SILENT: { readonly [program: string]: string } = {
  'Route.RequestParameters: required in camel case':
    'The L1 accepts any value, and such templates are reported to deploy.',
  'RouteResponse.ResponseParameters: required in camel case': 'As for routes.',
  'IntegrationResponse.presence: a mock without a response': 'Mocks without a response are normal for $connect.',
  'Authorizer.function: of another region': 'The rules report the permission, which is what AWS rejects.',
  'DomainName.MutualTlsAuthentication.TruststoreUri: a bucket of the stack that is still empty':
    "It would warn of the sample of aws-cdk-lib's README.",
  'DomainName.MutualTlsAuthentication.TruststoreUri: a bucket of the stack that is still empty, L2':
    "It would warn of the sample of aws-cdk-lib's README.",
  'Account.CloudWatchRoleArn: a role that may not write logs': 'The policies of a role are resources of their own.',
};

const PLACEHOLDER =
  'Unit tests often refer to resources that do not exist, and CloudFormation checks names before it changes a resource.';

const INVENTED = 'Unit tests often use invented IDs of user pools.';

/** The programs that AWS rejects but that cause only a warning, each with the reason why the finding is not an error. */
const WARNED: { readonly [program: string]: string } = {
  'Authorizer.JwtConfiguration.Issuer: the endpoint of the same API':
    'The API may exist already and serve its discovery document.',
  'Authorizer.JwtConfiguration.Issuer: a user pool of a stack in another region': INVENTED,
  'Authorizer.JwtConfiguration.Issuer: a user pool of another region': INVENTED,
  'Authorizer.JwtConfiguration.Issuer: a user pool of another region, L2': INVENTED,
  'Integration.IntegrationUri: a function that the template does not have, by Fn::Sub': PLACEHOLDER,
  'Route.ApiId: an API that the template does not have, raw': PLACEHOLDER,
  'Route.AuthorizerId: an authorizer that the template does not have': PLACEHOLDER,
  'Route.Condition: a condition that the template does not have': PLACEHOLDER,
  'Route.Target: an integration that the template does not have': PLACEHOLDER,
  'Stage.DependsOn: a logical ID that the template does not have': PLACEHOLDER,
};

test('all programs except the listed ones cause a finding, which is an error if AWS rejects the program', () => {
  const results = programs.map((program) => ({ program, result: resultOf(program.build) }));
  const rows = results.map(({ program, result }) => {
    const { title, row, grade, enough } = program;
    return { title, row, grade, enough, ...result, noticed: isNoticed(program, result) };
  });
  if (process.env.CASES_JSON) {
    print(`${JSON.stringify(rows)}\n`);
  }
  const resources = [...new Set(rows.map(({ row }) => row.split('.')[0]!))];
  const table = resources.map((resource) => {
    const those = rows.filter(({ row }) => row.split('.')[0] === resource);
    const found = those.filter(({ errors, warnings }) => errors.length + warnings.length > 0).length;
    return `${resource.padEnd(30)}${String(found).padStart(4)} of ${String(those.length).padStart(4)}`;
  });
  const name = ({ row, title }: { row: string; title: string }) => `${row}: ${title}`;
  const silent = rows.filter(({ errors, warnings }) => errors.length + warnings.length === 0);
  const warned = rows.filter((one) => one.grade === 'observed' && !one.noticed && one.warnings.length > 0);
  const total = `${'all'.padEnd(30)}${String(rows.length - silent.length).padStart(4)} of ${String(rows.length).padStart(4)}`;
  console.log([...table, total].join('\n'));
  expect(silent.map(name).sort()).toEqual(Object.keys(SILENT).sort());
  expect(warned.map(name).sort()).toEqual(Object.keys(WARNED).sort());
  expect(rows.filter(({ foreign }) => foreign !== undefined)).toEqual([]);
}, 300_000);
