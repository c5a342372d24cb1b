package io.github.powerdrilljava.examples.spring;

import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PowerdrillClient;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Passes the bytes of data sources on, as they arrive. */
@RestController
class DataSourceController {

  private final PowerdrillClient powerdrill;

  DataSourceController(PowerdrillClient powerdrill) {
    this.powerdrill = powerdrill;
  }

  @GetMapping("/datasets/{dataset}/datasources/{dataSource}")
  void content(
      @PathVariable String dataset, @PathVariable String dataSource, HttpServletResponse response)
      throws IOException {
    try (InputStream content = powerdrill.dataSources().open(dataset, dataSource)) {
      content.transferTo(response.getOutputStream());
    }
  }

  @ExceptionHandler(NotFoundException.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  void notFound() {}
}
