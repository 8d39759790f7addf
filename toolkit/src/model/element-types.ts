import type { Text } from './value-types';

/** The source of an element: the stack and the resource that define the element. */
export interface Source {
  /** The ID of the stack that defines the element. */
  stack: string;
  /** The logical ID in the template. Elements of an OpenAPI document have the logical ID of their API. */
  logicalId: string;
  /**
   * The construct path, such as `Shop/Api/GET--books`, without a trailing `Resource`. Absent if the template has no
   * path metadata.
   */
  construct?: string;
  /** The name of the condition that determines whether the resource is created. */
  condition?: string;
  /** The JSON pointer to the element in its OpenAPI document, such as `/paths/~1books/get`. */
  pointer?: string;
  /** Whether a SAM transform creates the resource, so that the template does not contain the resource. */
  sam?: boolean;
}

/** An element of the model that has an ID and a source. */
export interface Element {
  /**
   * The ID of the element, which is unique in the model: stack and logical ID, such as `Shop#ApiF70053CD`. A suffix
   * after `:` identifies elements that are not resources.
   */
  id: string;
  /** The stack and the resource that define the element. */
  source: Source;
}

/**
 * A link to another element, by its ID. If the app does not define the element, the link contains the value from the
 * template instead.
 */
export type Link = InternalLink | ExternalLink;

/** A link to an element of the model. */
export interface InternalLink {
  /** The `id` of the linked element. */
  id: string;
}

/** A link to an element that the app does not define, such as an API of another app. */
export interface ExternalLink {
  /** The value in the template, such as the ID of an API. */
  external: Text;
}

/** A link to a Lambda function. */
export type FunctionLink = Link & {
  /** The name of the function's alias, or the number of the function's version. */
  qualifier?: Text;
};
