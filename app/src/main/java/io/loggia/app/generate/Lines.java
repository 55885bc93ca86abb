package io.loggia.app.generate;

/** One kind's way to write what happens. */
interface Lines {
  String next();
}
