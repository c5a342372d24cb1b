package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Gives each of several things a unique name. If several claim one name, ranks and texts decide who
 * gets it, never the order in the contract; the others get a number.
 */
final class Claims<K> {

  private record Claim<K>(K key, String name, int rank, String text) {}

  private final List<Claim<K>> claims = new ArrayList<>();
  private final IdentityHashMap<K, String> names = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final UnaryOperator<String> spelling;

  private Claims(UnaryOperator<String> spelling) {
    this.spelling = spelling;
  }

  /** For names that differ by more than case: files may be called by them. */
  static <K> Claims<K> ignoringCase() {
    return new Claims<>(name -> name.toLowerCase(Locale.ROOT));
  }

  static <K> Claims<K> exact() {
    return new Claims<>(name -> name);
  }

  /** Nobody gets this name. */
  Claims<K> without(String name) {
    taken.add(spelling.apply(name));
    return this;
  }

  /**
   * Claims a name.
   *
   * @param rank the lowest wins
   * @param text decides between claims of the same rank
   */
  void add(K key, String name, int rank, String text) {
    claims.add(new Claim<>(key, name, rank, text));
  }

  Claims<K> settle() {
    Comparator<Claim<K>> byRank = Comparator.comparingInt(Claim::rank);
    claims.sort(byRank.thenComparing(Claim::text));
    for (Claim<K> claim : claims) {
      String name = claim.name;
      for (int i = 2; !taken.add(spelling.apply(name)); i++) {
        name = claim.name + i;
      }
      names.put(claim.key, name);
    }
    return this;
  }

  String of(K key) {
    return Objects.requireNonNull(names.get(key), "has no claim");
  }
}
