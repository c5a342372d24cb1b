package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call needs is made ready beside the reading of the command line, and nothing is sent. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreloadingTest {

  @Test
  void readsTheTrustedCertificates() throws Exception {
    assertThat(Preloading.readCertificates().getTrustManagers()).isNotEmpty();
  }

  /** Not only to where a request that breaks a rule is refused: that would prepare nothing. */
  @Test
  void preparesARequestUpToWhereAClosedClientRefusesToSendIt() {
    assertThatIllegalStateException()
        .isThrownBy(Preloading::loadClasses)
        .withMessageContaining("closed");
  }
}
