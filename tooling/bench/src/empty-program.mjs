/** Nothing: what it costs to start Node and to end it. */
void 0;
