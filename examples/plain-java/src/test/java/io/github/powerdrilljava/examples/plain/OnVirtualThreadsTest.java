package io.github.powerdrilljava.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PresignedUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnVirtualThreadsTest {
  private static final int THREADS = 200;

  @TempDir Path directory;

  @Test
  void pinsNoCarrier() throws Exception {
    List<String> ids = IntStream.range(0, THREADS).mapToObj(i -> "ds-" + i).toList();
    try (TestSandbox powerdrill = new TestSandbox(directory)) {
      for (String id : ids) {
        powerdrill.put(id, "Oslo,12\n");
      }
      // So that all classes are there: a thread that loads one is pinned meanwhile, in any program.
      presign(powerdrill, ids);
      presign(powerdrill, ids);
      Path recorded = directory.resolve("pinned.jfr");
      List<PresignedUrl> urls;
      try (Recording recording = new Recording()) {
        recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
        recording.start();
        urls = presign(powerdrill, ids);
        recording.dump(recorded);
      }

      assertThat(urls).hasSize(THREADS).doesNotHaveDuplicates();
      assertThat(RecordingFile.readAllEvents(recorded))
          .filteredOn(event -> !isClassLoading(event))
          .isEmpty();
    }
  }

  private static List<PresignedUrl> presign(TestSandbox powerdrill, List<String> ids)
      throws InterruptedException {
    return OnVirtualThreads.presign(powerdrill.dataSources(), TestSandbox.DATASET, ids);
  }

  private static boolean isClassLoading(RecordedEvent pinned) {
    return pinned.getString("pinnedReason").startsWith("Waited for initialization of");
  }
}
