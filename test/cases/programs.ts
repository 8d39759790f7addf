import { api, corsPrograms } from './api';
import type { Program } from './program';
import { authorization, routeKeys, targets } from './route';
import { routeOthers } from './route-others';

/** All programs, in the order of the matrix. */
export const programs: Program[] = [...[api, corsPrograms], ...[routeKeys, targets, authorization, routeOthers]].flat();
