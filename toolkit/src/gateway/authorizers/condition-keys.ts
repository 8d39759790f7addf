import type { IamIdentity, StagedRequest } from '../contracts';
import { valueOf } from '../http/fields';

/**
 * The values of the condition keys of a request, keyed by the lower-case name of the condition key. The value is
 * undefined if the request has no value for the key.
 */
export type ConditionKeys = Readonly<Record<string, string | undefined>>;

const ofRequests = [
  'aws:currenttime',
  'aws:epochtime',
  'aws:referer',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:sourceip',
  'aws:useragent',
];

const ofIdentities = ['aws:principalaccount', 'aws:principalarn', 'aws:userid', 'aws:username'];

/** Whether the local gateway supports a condition key. Policy variables have the same names as condition keys. */
export function isConditionKey(name: string): boolean {
  return ofRequests.includes(name.toLowerCase()) || ofIdentities.includes(name.toLowerCase());
}

/**
 * The values of the condition keys for a request and a time. The condition keys of the principal have values only in
 * requests with IAM authorization.
 */
export function conditionKeysOf(
  { request, headers, region }: StagedRequest,
  time: number,
  identity?: IamIdentity,
): ConditionKeys {
  const own = identity === undefined ? {} : keysOfIdentity(identity);
  return {
    'aws:currenttime': new Date(time).toISOString(),
    'aws:epochtime': String(Math.floor(time / 1000)),
    'aws:referer': valueOf(headers, 'referer'),
    'aws:requestedregion': region,
    'aws:securetransport': 'true',
    'aws:sourceip': request.sourceIp,
    'aws:useragent': valueOf(headers, 'user-agent'),
    ...own,
  };
}

function keysOfIdentity({ accountId, userArn, userId }: IamIdentity): ConditionKeys {
  const [, user] = userArn.match(/:user\/(?:.*\/)?([^/]+)$/) ?? [];
  // For a session of an assumed role, the key `aws:PrincipalArn` is the ARN of the role.
  const principal = userArn.replace(/^(arn:[^:]+):sts:(:\d+):assumed-role\/([^/]+)\/.*$/, '$1:iam:$2:role/$3');
  return {
    'aws:principalaccount': accountId,
    'aws:principalarn': principal,
    'aws:userid': userId,
    'aws:username': user,
  };
}
