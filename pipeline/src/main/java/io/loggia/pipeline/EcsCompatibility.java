package io.loggia.pipeline;

/** Which field names the grok patterns give: the old flat ones, or the Elastic Common Schema's. */
public enum EcsCompatibility {
  DISABLED,
  V8
}
