package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made ready beside the reading of the command line, as far as nothing may be sent. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreloadingTest {

  @Test
  void readsTheTrustedCertificates() throws Exception {
    assertThat(Preloading.readCertificates().getTrustManagers()).isNotEmpty();
  }

  /** A rule that its request broke would end it too early. */
  @Test
  void preparesARequestUpToWhereAClosedClientRefusesToSendIt() {
    assertThatIllegalStateException()
        .isThrownBy(Preloading::loadClasses)
        .withMessageContaining("closed");
  }
}
