package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;

/** Asks the service for a URL of one object. */
public interface Presigner {

  /**
   * Waits for the URL on this thread, until the cancellation ends the call.
   *
   * @throws PowerdrillException if the call gives no URL
   */
  PowerdrillResponse<PresignedUrl> presign(Cancellation cancellation);
}
