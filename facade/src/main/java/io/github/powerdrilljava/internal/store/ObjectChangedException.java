package io.github.powerdrilljava.internal.store;

import java.io.IOException;

/** What the store has is not the version any more that a download has begun with. */
public final class ObjectChangedException extends IOException {

  private static final long serialVersionUID = 1L;

  public ObjectChangedException() {
    super("the object changed while it was being downloaded");
  }
}
