package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where two connections fetch one part, it is counted once, and the slower one is stopped. */
@Timeout(60)
class SegmentRacesTest {

  private static final Duration RACE_AFTER = Duration.ofMillis(1);

  private static Segments parts(long size) {
    Segments parts = new Segments(size, 10, new BitSet(), Map.of(), RACE_AFTER);
    parts.addConnection();
    return parts;
  }

  private static Segment take(Segments parts) throws InterruptedIOException {
    return Objects.requireNonNull(parts.take());
  }

  @Test
  void racesASlowConnectionForItsLastPart() throws Exception {
    Segments parts = parts(10);
    Segment slow = take(parts);
    slow.received(4);
    Segment race = take(parts); // waits for as long as a race is not worth it
    race.received(7);
    assertThat(race.part()).isZero();
    assertThat(parts.received()).isEqualTo(4);
    assertThat(race.finish(0)).isTrue();
    assertThat(slow.part()).isEqualTo(-1);
    assertThat(slow.finish(0)).isFalse();
    assertThat(parts.received()).isEqualTo(10);
  }

  @Test
  void stopsTheCallOfAConnectionThatHasLostARace() throws Exception {
    Segments parts = parts(10);
    Segment slow = take(parts);
    Call call = new OkHttpClient().newCall(new Request.Builder().url("https://x").build());
    slow.fetchedBy(call);
    take(parts).finish(0);
    assertThat(call.isCanceled()).isTrue();
  }

  @Test
  void doesNotHandOutAgainWhatARaceHasBroughtMeanwhile() throws Exception {
    Segments parts = parts(20);
    Segment slow = take(parts);
    Segment other = take(parts);
    Segment race = take(parts);
    parts.giveBack(slow);
    race.finish(0);
    assertThat(take(parts).part()).isEqualTo(other.part());
    assertThat(parts.received()).isEqualTo(10);
  }

  @Test
  void doesNotHandOutARaceAgainThatIsLostMeanwhile() throws Exception {
    Segments parts = parts(20);
    Segment slow = take(parts);
    Segment other = take(parts);
    parts.giveBack(take(parts));
    slow.finish(0);
    assertThat(take(parts).part()).isEqualTo(other.part());
    assertThat(parts.received()).isEqualTo(10);
  }

  @Test
  void countsNothingMoreOfAConnectionThatHasLostARace() throws Exception {
    Segments parts = parts(10);
    Segment slow = take(parts);
    take(parts).finish(0);
    slow.received(9); // was on its way when the other one finished
    assertThat(parts.received()).isEqualTo(10);
  }
}
