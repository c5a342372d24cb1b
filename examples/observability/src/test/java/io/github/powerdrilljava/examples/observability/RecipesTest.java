package io.github.powerdrilljava.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.powerdrilljava.ClientListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Each recipe shows what a download with two failures did. */
class RecipesTest {

  @RegisterExtension
  static final OpenTelemetryExtension telemetry = OpenTelemetryExtension.create();

  private static final Path RECIPES =
      Path.of("src/main/java/io/github/powerdrilljava/examples/observability");

  private static final List<String> TITLES =
      List.of(
          "nightly",
          "  download",
          "    * url renewed",
          "    presign",
          "      * retry",
          "      POST 503",
          "      POST 200",
          "    GET 403",
          "    presign",
          "      POST 200",
          "    GET 206");

  @TempDir Path directory;

  @Test
  void micrometerTimesAndCounts() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    TroubledDownload.make(directory, new MicrometerListener(meters));
    assertThat(
            meters
                .get("powerdrill.operations")
                .tags("operation", "download", "outcome", "success")
                .timer()
                .count())
        .isOne();
    assertThat(meters.get("powerdrill.requests").tags("status", "503").timer().count()).isOne();
    assertThat(meters.get("powerdrill.requests").tags("status", "403").timer().count()).isOne();
    assertThat(count(meters, "powerdrill.retries")).isOne();
    assertThat(count(meters, "powerdrill.renewals")).isOne();
    assertThat(count(meters, "powerdrill.downloaded.bytes")).isEqualTo(TroubledDownload.BYTES);
  }

  private static double count(MeterRegistry meters, String name) {
    return meters.get(name).counter().count();
  }

  @Test
  void openTelemetryHasASpanForEachOperationAndRequest() throws Exception {
    var caller =
        telemetry.getOpenTelemetry().getTracer("caller").spanBuilder("nightly").startSpan();
    ClientListener listener = new OpenTelemetryListener(telemetry.getOpenTelemetry());
    Context.current()
        .with(caller)
        .wrap(
            () -> {
              TroubledDownload.make(directory, listener);
              return null;
            })
        .call();
    caller.end();
    String picture = new TracePicture(telemetry.getSpans()).toString();
    Files.writeString(Path.of("target", "trace-of-a-download.txt"), picture);
    assertThat(TracePicture.titles(picture)).isEqualTo(TITLES);
    assertThat(telemetry.getSpans().toString()).doesNotContain("secret-key", "ignature");
  }

  @Test
  void slf4jGetsALineForEachOperationAndTheLinesOfSystemLogger() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(lines);
    try {
      TroubledDownload.make(directory, new Slf4jListener());
    } finally {
      root.detachAppender(lines);
    }
    assertThat(lines.list)
        .anySatisfy(
            line -> {
              assertThat(line.getLoggerName()).isEqualTo("powerdrill");
              assertThat(line.getFormattedMessage()).isEqualTo("Succeeded");
              assertThat(line.getKeyValuePairs().toString())
                  .contains("operation=\"download\"", "dataSource=\"ds-1\"");
            })
        .anySatisfy(line -> assertThat(line.getFormattedMessage()).startsWith("Retries: "))
        .anySatisfy(
            line -> {
              assertThat(line.getLoggerName()).isEqualTo("io.github.powerdrilljava");
              assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
              assertThat(line.getFormattedMessage()).contains("download #", "succeeded");
            });
  }

  @Test
  void javaUtilLoggingGetsTheLinesOfSystemLogger() throws Exception {
    Path settings = Path.of("src/test/resources/logging.properties").toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.util.logging.config.file=" + settings);
    command.addAll(List.of("-cp", withoutSlf4j(), TroubledDownload.class.getName()));
    command.add(directory.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("FINE: presign #", "retries in ", "the URL was renewed", "succeeded after");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MicrometerListener.java", "OpenTelemetryListener.java", "Slf4jListener.java"})
  void theDocumentShowsTheRecipe(String file) throws Exception {
    String source = Files.readString(RECIPES.resolve(file));
    assertThat(document())
        .contains("```java\n" + source.substring(source.indexOf("import")) + "```");
  }

  @Test
  void theDocumentShowsTheSettingsAndTheTrace() throws Exception {
    assertThat(document())
        .contains(Files.readString(Path.of("src/test/resources/logging.properties")));
    Matcher trace = Pattern.compile("(?s)```text\n(nightly.*?)```").matcher(document());
    assertThat(trace.find()).isTrue();
    assertThat(TracePicture.titles(trace.group(1))).isEqualTo(TITLES);
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../../docs/observability.md"));
  }

  private static String withoutSlf4j() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> !path.contains("slf4j-jdk-platform-logging"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
