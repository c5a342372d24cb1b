package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PermissionDeniedException;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.ServerException;
import io.github.powerdrilljava.UnexpectedResponseException;
import io.github.powerdrilljava.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

class ExitCodeTest {

  private static final ExportedDataSource FAILED =
      new ExportedDataSource(
          new DataSource("ds", "dset", "a", "FILE", DataSourceStatus.SYNCHED, null),
          ExportedDataSource.Outcome.FAILED,
          null,
          0,
          new DownloadException("no", null, null, 0, null));

  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource
  void followsFromTheFailure(int exitCode, Throwable failure) {
    assertThat(ExitCode.of(failure).number()).isEqualTo(exitCode);
  }

  static Stream<Arguments> followsFromTheFailure() {
    PowerdrillApiException no = new PowerdrillApiException("no", 200, 1L, "no", null, null, "mine");
    return Stream.of(
        arguments(1, new IllegalStateException("odd")),
        arguments(1, new IOException("odd")),
        arguments(2, new InvalidRequestException(List.of(new Violation("f", "v", "r")))),
        arguments(2, new ParameterException(Powerdrill.commandLine(Map.of()), "odd")),
        arguments(3, new AuthenticationException(no)),
        arguments(3, new PermissionDeniedException(no)),
        arguments(4, new NotFoundException(no)),
        arguments(5, no),
        arguments(5, new RateLimitException(no)),
        arguments(5, new ServerException(no)),
        arguments(6, new PowerdrillConnectionException("no", "mine", new IOException())),
        arguments(7, new UnexpectedResponseException("no", 200, "$", "", null, "mine")),
        arguments(8, new DownloadException("no", "trace-1", "mine", 0, null)),
        arguments(4, new NameException("no", List.of(), null)),
        arguments(9, new IncompleteListException(1, 2)),
        arguments(9, export(List.of(FAILED), 0, FAILED.failure())),
        arguments(9, export(List.of(), 1, null)),
        arguments(8, export(List.of(FAILED), 1, new IOException("disk full"))),
        arguments(
            6,
            export(List.of(), 0, new PowerdrillConnectionException("n", "m", new IOException()))),
        arguments(1, export(List.of(), 0, null)),
        arguments(130, new Interruption.Received(new IllegalStateException())));
  }

  private static ExportException export(
      List<ExportedDataSource> failures, long unlisted, @Nullable Throwable cause) {
    ExportResult result = new ExportResult(Path.of("m"), 1, 0, 0, 1, failures, unlisted);
    return new ExportException("no", result, null, null, cause);
  }

  @Test
  void isKnownForEveryFailureThatTheFacadeHas() {
    Set<Object> tested =
        followsFromTheFailure()
            .map(arguments -> arguments.get()[1].getClass())
            .collect(Collectors.toSet());

    assertThat(tested)
        .contains((Object[]) PowerdrillException.class.getPermittedSubclasses())
        .contains((Object[]) PowerdrillApiException.class.getPermittedSubclasses());
  }

  @Test
  void isListedInTheHelp() {
    String help = Outcome.of(Map.of(), "--help").out();

    assertThat(help)
        .containsSubsequence(
            "Exit codes:",
            "  0 ",
            "  1 ",
            "  2 ",
            "  3 ",
            "  4 ",
            "  5 ",
            "  6 ",
            "  7 ",
            "  8 ",
            "  9 ",
            "  130 ",
            "  141 ");
  }
}
