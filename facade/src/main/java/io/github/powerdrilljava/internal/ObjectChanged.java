package io.github.powerdrilljava.internal;

import java.io.IOException;

/** What the store has is not the version any more that a download has begun with. */
final class ObjectChanged extends IOException {

  private static final long serialVersionUID = 1L;

  ObjectChanged() {
    super("the content changed while it was being downloaded");
  }
}
