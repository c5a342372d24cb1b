package io.github.powerdrilljava.secretscan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM's Flight Recorder record every exception made, thread started and process started,
 * and searches all of it at the end.
 *
 * <p>Of an exception it holds what the constructor was given as its message: of whole length, and
 * also if nobody ever threw or saw it. What an overridden {@code getMessage()} adds stays unseen,
 * until it is logged or printed.
 */
final class EventRecorder implements SecretScan.Recorder {

  private static final String EXCEPTION = "jdk.JavaExceptionThrow"; // errors among them
  private static final String THREAD = "jdk.ThreadStart";
  private static final String PROCESS = "jdk.ProcessStart";

  /** What makes the complaints of tests, about what they got to see. */
  private static final Pattern ASSERTIONS =
      Pattern.compile("org\\.(assertj|opentest4j|junit)\\..*");

  private final Recording recording = new Recording();
  private final Findings findings;

  EventRecorder(Findings findings) {
    this.findings = findings;
    recording.enable(EXCEPTION).withStackTrace().with("throttle", "off"); // JDK 25 would throttle
    recording.enable(THREAD).withStackTrace();
    recording.enable(PROCESS).withStackTrace();
    recording.start();
  }

  @Override
  public void close() {
    Canary unused = new Canary();
    try (recording) {
      recording.stop();
      Path file = Files.createTempFile("secret-scan", ".jfr");
      recording.dump(file);
      try (RecordingFile events = new RecordingFile(file)) {
        while (events.hasMoreEvents()) {
          search(events.readEvent());
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    findings.expect(emitter(Canary.class.getName()));
  }

  private void search(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case EXCEPTION -> {
        String exception = event.getClass("thrownClass").getName();
        if (!isComplaint(exception, event.getStackTrace())) {
          search(event, emitter(exception), event.getString("message"));
        }
      }
      case THREAD -> search(event, "the name of a thread", event.getThread("thread").getJavaName());
      case PROCESS -> search(event, "the arguments of a process", event.getString("command"));
      default -> {} // those of the recording itself
    }
  }

  /** If it fails the test, {@link TestRecorder} sees it; else it was expected. */
  private static boolean isComplaint(String exception, @Nullable RecordedStackTrace stack) {
    if (ASSERTIONS.matcher(exception).matches()) {
      return true;
    }
    return exception.equals(AssertionError.class.getName())
        && stack != null
        && stack.getFrames().stream()
            .map(frame -> frame.getMethod())
            .filter(method -> !method.getName().equals("<init>"))
            .map(method -> method.getType().getName())
            .filter(type -> !type.startsWith("java.") && !type.startsWith("jdk."))
            .findFirst()
            .filter(type -> ASSERTIONS.matcher(type).matches())
            .isPresent();
  }

  private void search(RecordedEvent event, String emitter, @Nullable String text) {
    if (text != null) {
      findings.search(emitter, text, () -> place(event.getStackTrace()));
    }
  }

  private static String emitter(String exception) {
    return "the message of " + exception;
  }

  private static String place(@Nullable RecordedStackTrace stack) {
    return stack == null
        ? Findings.NOWHERE
        : stack.getFrames().stream()
            .filter(frame -> !frame.getMethod().getName().equals("<init>"))
            .map(EventRecorder::told)
            .filter(Findings::isOurs)
            .findFirst()
            .orElse(Findings.NOWHERE);
  }

  private static String told(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName() + ":" + frame.getLineNumber();
  }

  private static final class Canary extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Canary() {
      super("secret-key");
    }
  }
}
