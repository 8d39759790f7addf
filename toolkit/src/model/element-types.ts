import type { Text } from './value-types';

/** The source of an element in the templates. */
export interface Source {
  /** The ID of the stack. */
  stack: string;
  /** The logical ID in the template of that stack. Elements of an OpenAPI document have that of their API. */
  logicalId: string;
  /** The construct path, such as `Shop/Api/GET--books`, without a trailing `Resource`. Absent without path metadata. */
  construct?: string;
  /** The name of the condition on which the resource exists. */
  condition?: string;
  /** The place of the element in an OpenAPI document, as a JSON pointer such as `/paths/~1books/get`. */
  pointer?: string;
  /** Whether a SAM transform creates the resource, so that the template does not have it itself. */
  sam?: boolean;
}

/** An element of the model with an identity. */
export interface Element {
  /**
   * Unique in the model: stack and logical ID, such as `Shop#ApiF70053CD`, with `:` and more for elements that are
   * not resources.
   */
  id: string;
  /** The source of the element in the templates. */
  source: Source;
}

/** A link to another element: its ID, or the value in the template if the app does not define the element. */
export type Link = InternalLink | ExternalLink;

/** A link to an element of the model. */
export interface InternalLink {
  /** The `id` of the element. */
  id: string;
}

/** A link to an element that the app does not define, such as an API of another app. */
export interface ExternalLink {
  /** The value in the template. */
  external: Text;
}

/** A link to a Lambda function. */
export type FunctionLink = Link & {
  /** The name of an alias or the number of a version. */
  qualifier?: Text;
};
