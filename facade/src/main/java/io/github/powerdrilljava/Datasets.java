package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.api.ApiRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The datasets of a project.
 *
 * <p>The blocking methods throw a {@link PowerdrillException}; the async ones complete their future
 * with it, and cancelling the future cancels what is under way. All throw {@link
 * IllegalStateException} once the client is closed.
 *
 * <pre>{@code
 * Datasets datasets = powerdrill.datasets();
 * datasets.list().forEach(dataset -> System.out.println(dataset.id() + " " + dataset.name()));
 * CompletableFuture<Long> later =
 *     datasets.listAsync(ListDatasetsRequest.all(), dataset -> System.out.println(dataset.name()));
 * }</pre>
 */
public final class Datasets {

  private final Service service;

  Datasets(Service service) {
    this.service = service;
  }

  /** As {@link #list(ListDatasetsRequest)}, for all datasets that the client's user sees. */
  public Stream<Dataset> list() {
    return list(ListDatasetsRequest.all());
  }

  /**
   * Lists datasets, each once, in no particular order. The stream asks for a page when it needs it,
   * on the thread that uses the stream, and retries each page by itself, see {@link Retries}. What
   * is added or removed meanwhile may be in it or not; what stays is in it, also where changes move
   * it from page to page, as far as the service's count shows that: then the pages are read again.
   *
   * @throws InvalidRequestException if the request breaks a rule; nothing is sent then. What else a
   *     call throws, see {@link DataSources#presign(String, String)}, the stream throws when it is
   *     used
   */
  public Stream<Dataset> list(ListDatasetsRequest request) {
    service.check(rules -> rules.check(request, service.userOf(request)));
    return Service.stream(
        number -> service.calls().execute(page(request, number)).value(),
        Dataset::id,
        request.progress());
  }

  /**
   * The async twin of {@link #list(ListDatasetsRequest)}: calls the action with each dataset, on
   * one thread of the client, and completes with their number after the last. A page is asked for
   * once the action has taken all of the one before. What the action throws ends the listing.
   */
  public CompletableFuture<Long> listAsync(
      ListDatasetsRequest request, Consumer<? super Dataset> action) {
    return service.async(
        rules -> rules.check(request, service.userOf(request)),
        () ->
            service.forEachAsync(
                (whole, number) ->
                    service.calls().continueWith(whole, page(request, number)).value(),
                Dataset::id,
                request.progress(),
                action));
  }

  /**
   * One page of {@link #list(ListDatasetsRequest)}, as the service gives it.
   *
   * @param number 1 for the first
   */
  public Page<Dataset> listPage(ListDatasetsRequest request, int number) {
    service.check(rules -> rules.check(request, number, service.userOf(request)));
    return service.calls().execute(page(request, number)).value();
  }

  /** The async twin of {@link #listPage}. */
  public CompletableFuture<Page<Dataset>> listPageAsync(ListDatasetsRequest request, int number) {
    return service.async(
        rules -> rules.check(request, number, service.userOf(request)),
        () -> service.calls().executeAsync(page(request, number), PowerdrillResponse::value));
  }

  private ApiRequest<?, ?, Page<Dataset>> page(ListDatasetsRequest request, long number) {
    return service.operations().datasets(request, number, service.checkedUserOf(request));
  }
}
