package io.github.powerdrilljava.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

class GracefulCloseTest {
  /** More than sockets buffer: most of it has not left when the application is told to stop. */
  private static final long SIZE = 64 * 1024 * 1024;

  @TempDir Path directory;

  @Test
  void aDownloadThatHasBegunIsEndedFirst() throws Exception {
    Path content = directory.resolve("sales.csv");
    try (RandomAccessFile file = new RandomAccessFile(content.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    CountDownLatch stopping = new CountDownLatch(1);
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start();
        ConfigurableApplicationContext application = start(sandbox)) {
      sandbox.put("dset-1", "ds-1", content);
      application.addApplicationListener(
          (ApplicationListener<ContextClosedEvent>) event -> stopping.countDown());
      String port = application.getEnvironment().getProperty("local.server.port");
      URI url = URI.create("http://localhost:" + port + "/datasets/dset-1/datasources/ds-1");

      try (InputStream download = url.toURL().openStream()) {
        download.skipNBytes(1);
        Thread stop = new Thread(application::close);
        stop.start();
        stopping.await();

        assertThat(download.transferTo(OutputStream.nullOutputStream()))
            .isEqualTo(SIZE - 1);
        stop.join();
      }
    }
  }

  private static ConfigurableApplicationContext start(PowerdrillSandbox sandbox) {
    return new SpringApplicationBuilder(PowerdrillApplication.class)
        .run(
            "--server.port=0",
            "--powerdrill.api-key=" + sandbox.apiKey(),
            "--powerdrill.user-id=" + sandbox.userId(),
            "--powerdrill.base-url=" + sandbox.baseUrl());
  }
}
