package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PermissionDeniedException;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.UnexpectedResponseException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;

/** The exit code for each kind of failure. */
enum ExitCode {
  DONE(0, "done"),
  FAULT(1, "any other failure: a defect of powerdrill, or of the machine"),
  INVALID(2, "invalid request or usage; nothing was sent"),
  DENIED(3, "not authenticated or not permitted"),
  NOT_FOUND(4, "no such dataset or data source, or several of that name"),
  SERVICE(5, "the service failed, refused, or limits the rate"),
  NETWORK(6, "no response from the service"),
  UNEXPECTED_RESPONSE(7, "unexpected response: it does not follow the contract"),
  DOWNLOAD(8, "the file could not be downloaded or written"),
  INCOMPLETE(9, "some data sources failed or are not listed; the others are there"),
  INTERRUPTED(130, "ended by Ctrl-C (143: by SIGTERM, 129: by SIGHUP)"),
  READER_GONE(141, "the reader of standard output closed it, as | head does");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  /** The one place that maps failures to exit codes. */
  static ExitCode of(Throwable failure) {
    if (failure instanceof InvalidRequestException || failure instanceof ParameterException) {
      return INVALID;
    }
    if (failure instanceof AuthenticationException
        || failure instanceof PermissionDeniedException) {
      return DENIED;
    }
    if (failure instanceof NotFoundException || failure instanceof NameException) {
      return NOT_FOUND;
    }
    if (failure instanceof PowerdrillApiException) {
      return SERVICE;
    }
    if (failure instanceof PowerdrillConnectionException) {
      return NETWORK;
    }
    if (failure instanceof UnexpectedResponseException) {
      return UNEXPECTED_RESPONSE;
    }
    if (failure instanceof DownloadException) {
      return DOWNLOAD;
    }
    if (failure instanceof ExportException export) {
      return of(export);
    }
    if (failure instanceof IncompleteListException) {
      return INCOMPLETE;
    }
    if (failure instanceof UnwritableOutput output && output.readerGone()) {
      return READER_GONE;
    }
    return failure instanceof Interruption.Received ? INTERRUPTED : FAULT;
  }

  /** While the disk fails, what is not there says nothing. */
  private static ExitCode of(ExportException failure) {
    if (failure.getCause() instanceof IOException) {
      return DOWNLOAD;
    }
    if (!failure.result().failures().isEmpty() || failure.result().unlisted() > 0) {
      return INCOMPLETE;
    }
    return failure.getCause() == null ? FAULT : of(failure.getCause());
  }

  /** Number to meaning, as {@code --help} lists them. */
  static Map<String, String> list() {
    return Arrays.stream(values())
        .collect(
            Collectors.toMap(
                code -> Integer.toString(code.number),
                code -> code.meaning,
                (one, other) -> one,
                LinkedHashMap::new));
  }
}
