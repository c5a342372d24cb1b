package io.github.powerdrilljava.internal.download;

/**
 * How an object is divided among connections.
 *
 * @param connections how many there are from the beginning, 0 if the size decides
 * @param askedPartSize how many bytes a part has, 0 if the size decides
 */
record DownloadPlan(int connections, long askedPartSize) {

  /** What one connection fetches at first: a smaller object needs no other. */
  static final long FIRST_BYTES = 8 * 1024 * 1024;

  private static final int MAX_CONNECTIONS = 8;
  private static final int PART_BYTES = 1024 * 1024;

  /** The journal of a larger object has larger parts, instead of more. */
  private static final int USUAL_PARTS = 64 * 1024;

  int partSize(long size) {
    boolean isAsked = askedPartSize != 0;
    long partSize = isAsked ? askedPartSize : PART_BYTES;
    while (size / partSize >= (isAsked ? Journal.MAX_PARTS : USUAL_PARTS)
        && partSize < Journal.MAX_PART_BYTES) {
      partSize = Math.min(2 * partSize, Journal.MAX_PART_BYTES);
    }
    return (int) partSize;
  }

  /** With how many connections a download begins. */
  int connectionsAtFirst(long size) {
    return connections > 0 ? connections : (mostConnections(size) + 1) / 2;
  }

  /** How many connections there may be, once some turn out to be slow. */
  int mostConnections(long size) {
    long bySize = (size + FIRST_BYTES - 1) / FIRST_BYTES;
    return connections > 0 ? connections : (int) Math.min(MAX_CONNECTIONS, bySize);
  }
}
