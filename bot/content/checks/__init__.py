"""What the content check looks at, a module a theme. Each check takes a pack and adds to the findings."""
