package org.fedval.coordinator.web.sites;

import io.javalin.http.Context;
import java.util.Locale;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.coordinator.web.ListFilter;

/**
 * Filter and place of the list of sites as they stand in its address.
 *
 * @param text only sites whose id or hospital has it; may be empty
 * @param after the site id where an earlier page ended; empty for the first page
 */
public record SiteFilter(String text, Show show, String after) {
  static final SiteFilter NONE = new SiteFilter("", Show.ALL, "");

  /** Which sites. */
  public enum Show {
    ALL("All"),
    ATTACHED("Attached"),
    AWAY("Not attached"),
    ENDING("Certificate ends soon"),
    OUTSIDE("Not in the roster");

    private final String words;

    Show(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  static SiteFilter of(Context request) {
    String show = ListFilter.given(request, "show");
    return new SiteFilter(
        ListFilter.words(request, "q"),
        show.isEmpty() ? Show.ALL : ListFilter.constant(Show.class, show),
        ListFilter.given(request, "after"));
  }

  /** Whether it leaves no site out. */
  public boolean plain() {
    return text.isEmpty() && show == Show.ALL;
  }

  boolean mentions(EnrolledSite site) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return site.siteId().contains(wanted)
        || site.organisation().toLowerCase(Locale.ROOT).contains(wanted);
  }

  /** The same list from another site on; empty for the beginning. */
  String address(String place) {
    return ListFilter.address("/sites", "show", ListFilter.code(show), "q", text, "after", place);
  }
}
