package org.fedval.coordinator.web;

import java.util.List;
import org.fedval.coordinator.access.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the content of every page.
 *
 * @param title of the page, in the window's title and above the content
 * @param visitor who looks at it; null before signing in
 * @param here the entry of the navigation that this page belongs to, if any
 */
public record Shell(String title, @Nullable Visitor visitor, @Nullable NavItem here) {

  public static Shell of(String title, @Nullable Visitor visitor) {
    return new Shell(title, visitor, null);
  }

  public Shell at(NavItem item) {
    return new Shell(title, visitor, item);
  }

  /** The entries that this visitor may open. */
  public List<NavItem> navigation() {
    return visitor == null ? List.of() : NavItem.of(visitor);
  }

  /** What forms send back; empty when there is no session. */
  public String csrf() {
    String token = visitor == null ? null : visitor.antiForgeryToken();
    return token == null ? "" : token;
  }
}
